"""The JSON files beside the graphs: tokenizer.json & co. from spm.model, config.json, generation_config.json.

memori itself tokenises with spm.model; tokenizer.json is there so that transformers.js' own pipeline works."""
from export_weights import PIECE_BYTE, PIECE_CONTROL, PIECE_UNKNOWN, PIECE_USER, ExportError

MAX_LENGTH = 256  # tokens a generate() call may produce; its own default would be 20
POSITIONS = 512  # rows of the position table: no sequence may be longer


def tokenizer_files(pieces, normaliser, config):
    """{file name: content}."""
    if len(pieces) != config['vocab']:
        raise ExportError(f'spm.model has {len(pieces)} pieces, config.json says vocab {config["vocab"]}')
    if normaliser != 'identity':
        raise ExportError(f'spm.model normalises with {normaliser!r}; tokenizer.json is only written for identity')
    if pieces[config['unk']][2] != PIECE_UNKNOWN:
        raise ExportError(f'piece {config["unk"]} (unk in config.json) is not the unknown piece of spm.model')
    added = [{'id': i, 'content': piece, 'single_word': False, 'lstrip': False, 'rstrip': False, 'normalized': False,
              'special': kind != PIECE_USER}
             for i, (piece, _, kind) in enumerate(pieces) if kind in (PIECE_CONTROL, PIECE_UNKNOWN, PIECE_USER)]
    eos, pad, unk = (pieces[config[name]][0] for name in ('eos', 'pad', 'unk'))
    end = {'SpecialToken': {'id': eos, 'type_id': 0}}
    tokenizer = {
        'version': '1.0', 'truncation': None, 'padding': None, 'added_tokens': added,
        'normalizer': {'type': 'Sequence', 'normalizers': [
            {'type': 'NFC'}, {'type': 'Replace', 'pattern': {'Regex': ' +'}, 'content': ' '},
            {'type': 'Strip', 'strip_left': True, 'strip_right': True}]},
        'pre_tokenizer': {'type': 'Metaspace', 'replacement': '\u2581', 'add_prefix_space': True},
        'post_processor': {
            'type': 'TemplateProcessing', 'single': [{'Sequence': {'id': 'A', 'type_id': 0}}, end],
            'pair': [{'Sequence': {'id': 'A', 'type_id': 0}}, {'Sequence': {'id': 'B', 'type_id': 0}}, end],
            'special_tokens': {eos: {'id': eos, 'ids': [config['eos']], 'tokens': [eos]}}},
        'decoder': {'type': 'Sequence', 'decoders': [
            {'type': 'ByteFallback'}, {'type': 'Metaspace', 'replacement': '\u2581', 'add_prefix_space': True}]},
        'model': {'type': 'Unigram', 'unk_id': config['unk'], 'byte_fallback': True,
                  'vocab': [[piece, round(score, 6)] for piece, score, _ in pieces]},
    }
    settings = {'tokenizer_class': 'MarianTokenizer', 'model_max_length': POSITIONS,
                'source_lang': 'id', 'target_lang': 'en', 'pad_token': pad, 'eos_token': eos, 'unk_token': unk,
                'separate_vocabs': False, 'clean_up_tokenization_spaces': False}
    return {'tokenizer.json': tokenizer, 'tokenizer_config.json': settings,
            'special_tokens_map.json': {'eos_token': eos, 'pad_token': pad, 'unk_token': unk}}


def reserved_pieces(pieces):
    """piece -> id of those that stand for tags, terms and the like, never for text."""
    return {piece: i for i, (piece, _, kind) in enumerate(pieces) if kind == PIECE_USER}


def has_byte_fallback(pieces):
    return sum(kind == PIECE_BYTE for _, _, kind in pieces) == 256


def config_file(config, memori):
    """What transformers.js reads, plus the facts our own runtime reads (`memori`)."""
    heads, layers = config['heads'], ('encoder', 'decoder')
    return {
        '_name_or_path': 'memori-id-en', 'architectures': ['MarianMTModel'], 'model_type': 'marian',
        'is_encoder_decoder': True, 'd_model': config['d_model'], 'vocab_size': config['vocab'],
        'decoder_vocab_size': config['vocab'], 'num_hidden_layers': config['encoder_layers'],
        **{f'{part}_layers': config[f'{part}_layers'] for part in layers},
        **{f'{part}_attention_heads': heads for part in layers}, **{f'{part}_ffn_dim': config['ffn'] for part in layers},
        'activation_function': 'relu', 'normalize_before': True, 'scale_embedding': True, 'share_encoder_decoder_embeddings': True,
        'tie_word_embeddings': True, 'static_position_embeddings': True, 'max_position_embeddings': POSITIONS,
        'pad_token_id': config['pad'], 'eos_token_id': config['eos'], 'unk_token_id': config['unk'],
        'decoder_start_token_id': config['decoder_start'], 'bos_token_id': None, 'use_cache': True, 'memori': memori,
    }


def generation_file(config):
    return {'pad_token_id': config['pad'], 'eos_token_id': config['eos'],
            'decoder_start_token_id': config['decoder_start'], 'bad_words_ids': [[config['pad']], [config['unk']]],
            'max_length': MAX_LENGTH, 'num_beams': 1, 'do_sample': False}
