"""Writes the two ONNX graphs by hand, in the layout transformers.js expects (no tracing).

Every matrix product goes through `Emitter.linear`: fp32 MatMul, or static int8 (QuantizeLinear with a calibrated scale,
then MatMulIntegerToFloat), so that a row's result depends on nothing but the row."""
import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

MS = 'com.microsoft'
TOP = 8  # candidates per step: beam 4 needs up to 4 that do not end plus 4 that may


class Emitter:
    """Collects nodes of one graph (or branch); initializers always go to the outermost graph, shared by branches."""

    def __init__(self, prefix, inits, quant):
        self.prefix, self.inits, self.quant, self.nodes, self.count = prefix, inits, quant, [], 0

    def const(self, name, value, dtype=None):
        array = np.asarray(value, dtype)
        if name not in self.inits:
            self.inits[name] = array
        return name

    def ints(self, *values):
        return self.const('i_' + '_'.join(map(str, values)).replace('-', 'm'), values, np.int64)

    def op(self, kind, *inputs, out=None, outs=None, domain='', **attributes):
        if outs is None:
            self.count += 1
            outs = [out or f'{self.prefix}{kind}_{self.count}']
        self.nodes.append(helper.make_node(kind, list(inputs), list(outs), domain=domain,
                                           name=f'{self.prefix}{len(self.nodes)}_{kind}', **attributes))
        return outs[0]

    def quantize(self, x, name):
        q = self.quant.linear[name]
        scale = self.const(name + '.a_scale', q.a_scale, np.float32)
        zero = self.const(name + '.a_zero', q.a_zero, np.uint8)
        return self.op('QuantizeLinear', x, scale, zero)

    def linear(self, x, name, weights, bias=True):
        """x · W (+ b). With `bias=False` the caller adds b (see `bias_of`)."""
        if self.quant is None or name not in self.quant.linear:
            y = self.op('MatMul', x, self.const(name + '.w', weights[name][0]))
            return self.op('Add', y, self.bias_of(name, weights)) if bias else y
        q = self.quant.linear[name]
        inputs = [self.quantize(x, name), self.const(name + '.w8', q.weight), name + '.a_scale',
                  self.const(name + '.w_scale', q.w_scale, np.float32), name + '.a_zero', '']
        if bias:
            inputs.append(self.bias_of(name, weights))
        return self.op('MatMulIntegerToFloat', *(inputs if bias else inputs[:5]), domain=MS)

    def bias_of(self, name, weights):
        return self.const(name + '.b', weights[name][1])

    def norm(self, x, name, norms):
        gain, offset = norms[name]
        return self.op('LayerNormalization', x, self.const(name + '.g', gain), self.const(name + '.o', offset),
                       axis=-1, epsilon=1e-5)

    def add_norm(self, x, delta, bias, name, norms):
        """(x + delta + bias, its norm): the residual sum goes on, the norm feeds the next block."""
        gain, offset = norms[name]
        self.count += 1
        normed, total = f'{self.prefix}norm_{self.count}', f'{self.prefix}sum_{self.count}'
        self.op('SkipLayerNormalization', x, delta, self.const(name + '.g', gain), self.const(name + '.o', offset), bias,
                outs=[normed, '', '', total], domain=MS, epsilon=1e-5)
        return total, normed

    def embed(self, ids, p):
        if self.quant is None:
            return self.op('Gather', self.const('emb', p.embedding), ids, axis=0)
        table, scale = self.quant.embedding
        rows = self.op('Cast', self.op('Gather', self.const('emb8', table), ids, axis=0), to=TensorProto.FLOAT)
        return self.op('Mul', rows, self.op('Gather', self.const('emb_scale', scale), ids, axis=0))

    def length(self, x, axis):
        return self.op('Gather', self.op('Shape', x), self.ints(axis), axis=0)

    def feed_forward(self, normed, stack, w):
        """Without the last bias. In int8 the ReLU is the lower clip of the next quantisation (its zero point is 0)."""
        hidden = self.linear(normed, stack + '.f1', w)
        if self.quant is None or stack + '.f2' not in self.quant.linear or self.quant.linear[stack + '.f2'].a_zero != 0:
            hidden = self.op('Relu', hidden)
        return self.linear(hidden, stack + '.f2', w, bias=False)


def padding_mask(e, mask):
    """int64 [B,S] of ones and zeros -> float [B,1,1,S]: 0 or -1e9 to be added to attention scores."""
    ones = e.op('Cast', mask, to=TensorProto.FLOAT)
    gap = e.op('Mul', e.op('Sub', ones, e.const('one', 1.0, np.float32)), e.const('big', 1e9, np.float32))
    return e.op('Unsqueeze', gap, e.ints(1, 2))


def heads_apart(e, x, parts, heads, size):
    """[B,T,parts*H*dk] -> `parts` tensors [B,H,T,dk]."""
    y = e.op('Reshape', x, e.ints(0, 0, parts, heads, size))
    y = e.op('Transpose', y, perm=[2, 0, 3, 1, 4])
    return [e.op('Gather', y, e.const(f's_{i}', i, np.int64), axis=0) for i in range(parts)]


def attend(e, q, k, v, mask, width, single):
    """Softmax attention over [B,H,·,dk]; returns ([B,T,d], weights [B,H,T,S])."""
    scores = e.op('FusedMatMul', q, k, transB=1, domain=MS)
    if mask is not None:
        scores = e.op('Add', scores, mask)
    weights = e.op('Softmax', scores, axis=-1)
    mixed = e.op('MatMul', weights, v)
    if single:  # one query: [B,H,1,dk] is already in order
        return e.op('Reshape', mixed, e.ints(0, 1, width)), weights
    return e.op('Reshape', e.op('Transpose', mixed, perm=[0, 2, 1, 3]), e.ints(0, 0, width)), weights


def info(name, kind, *shape):
    return helper.make_tensor_value_info(name, kind, list(shape))


def finish(path, graph_name, nodes, inputs, outputs, inits):
    tensors = [numpy_helper.from_array(np.ascontiguousarray(v) if v.ndim else v, k) for k, v in inits.items()]
    graph = helper.make_graph(nodes, graph_name, inputs, outputs, tensors)
    model = helper.make_model(graph, ir_version=8, producer_name='memori',
                              opset_imports=[helper.make_opsetid('', 14), helper.make_opsetid(MS, 1)])
    # the checker knows no com.microsoft operators (nor ORT's LayerNormalization below opset 17): names and types only
    for node in graph.node:
        if node.domain == '' and node.op_type not in ('LayerNormalization', 'If'):
            checker.check_node(node, _context())
    save(model, str(path))


def _context():
    context = checker.C.CheckerContext()
    context.ir_version, context.opset_imports = 8, {'': 14, MS: 1}
    return context


def write_encoder(path, p, quant=None):
    c, inits = p.config, {}
    d, heads, w, n = c['d_model'], c['heads'], p.linear, p.norm
    if quant is not None:
        w, n = quant.adjusted, quant.norms
    e = Emitter('', inits, quant)
    mask = padding_mask(e, 'attention_mask')
    length = e.length('input_ids', 1)
    places = e.op('Slice', e.const('positions', p.positions), e.ints(0), length, e.ints(0))
    x = e.op('Add', e.embed('input_ids', p), places)
    normed = e.norm(x, 'enc.0.n1', n)
    for i in range(c['encoder_layers']):
        stack = f'enc.{i}'
        q, k, v = heads_apart(e, e.linear(normed, stack + '.qkv', w), 3, heads, d // heads)
        y, _ = attend(e, q, k, v, mask, d, False)
        x, normed = e.add_norm(x, e.linear(y, stack + '.o', w, bias=False), e.bias_of(stack + '.o', w), stack + '.n2', n)
        y = e.feed_forward(normed, stack, w)
        following = f'enc.{i + 1}.n1' if i + 1 < c['encoder_layers'] else 'ne'
        x, normed = e.add_norm(x, y, e.bias_of(stack + '.f2', w), following, n)
    e.op('Identity', normed, out='last_hidden_state')
    finish(path, 'encoder', e.nodes,
           [info('input_ids', TensorProto.INT64, 'batch_size', 'encoder_sequence_length'),
            info('attention_mask', TensorProto.INT64, 'batch_size', 'encoder_sequence_length')],
           [info('last_hidden_state', TensorProto.FLOAT, 'batch_size', 'encoder_sequence_length', d)], inits)


def _branch(p, quant, inits, past):
    """One branch of the decoder: `past` continues a cache by one token, otherwise it starts one from a whole prefix."""
    c = p.config
    d, heads, layers = c['d_model'], c['heads'], c['decoder_layers']
    size = d // heads
    w, n = (p.linear, p.norm) if quant is None else (quant.adjusted, quant.norms)
    tag = 'w_' if past else 'f_'
    e = Emitter(tag, inits, quant)
    mask = padding_mask(e, 'encoder_attention_mask')
    if past:
        place = e.op('Gather', e.const('positions', p.positions), e.length('past_key_values.0.decoder.key', 2), axis=0)
        causal, cross = None, [(f'past_key_values.{i}.encoder.key', f'past_key_values.{i}.encoder.value')
                               for i in range(layers)]
    else:
        length = e.length('input_ids', 1)
        place = e.op('Slice', e.const('positions', p.positions), e.ints(0), length, e.ints(0))
        steps = e.op('Range', e.const('s_0', 0, np.int64), e.op('Squeeze', length), e.const('s_1', 1, np.int64))
        later = e.op('Greater', e.op('Unsqueeze', steps, e.ints(0)), e.op('Unsqueeze', steps, e.ints(1)))
        causal = e.op('Mul', e.op('Cast', later, to=TensorProto.FLOAT), e.const('minus_big', -1e9, np.float32))
        parts = heads_apart(e, e.linear('encoder_hidden_states', 'dec.ckv', w), 2 * layers, heads, size)
        cross = [(parts[2 * i], parts[2 * i + 1]) for i in range(layers)]
    x = e.op('Add', e.embed('input_ids', p), place)
    normed, present, weights = e.norm(x, 'dec.0.n1', n), [], None
    for i in range(layers):
        stack = f'dec.{i}'
        qkv = e.linear(normed, stack + '.qkv', w)
        if past:
            split = [f'{tag}{part}{i}' for part in 'qkv']
            e.op('Split', qkv, e.ints(d, d, d), outs=split, axis=2)
            q, k, v = (e.op('Reshape', part, e.ints(0, heads, 1, size)) for part in split)
            k = e.op('Concat', f'past_key_values.{i}.decoder.key', k, axis=2)
            v = e.op('Concat', f'past_key_values.{i}.decoder.value', v, axis=2)
        else:
            q, k, v = heads_apart(e, qkv, 3, heads, size)
        present += [k, v]
        y, _ = attend(e, q, k, v, causal, d, past)
        x, normed = e.add_norm(x, e.linear(y, stack + '.o', w, bias=False), e.bias_of(stack + '.o', w), stack + '.n2', n)
        q = e.linear(normed, stack + '.cq', w)
        q = (e.op('Reshape', q, e.ints(0, heads, 1, size)) if past else
             e.op('Transpose', e.op('Reshape', q, e.ints(0, 0, heads, size)), perm=[0, 2, 1, 3]))
        y, weights = attend(e, q, *cross[i], mask, d, past)
        x, normed = e.add_norm(x, e.linear(y, stack + '.co', w, bias=False), e.bias_of(stack + '.co', w), stack + '.n3', n)
        y = e.feed_forward(normed, stack, w)
        x, normed = e.add_norm(x, y, e.bias_of(stack + '.f2', w), f'dec.{i + 1}.n1' if i + 1 < layers else 'nd', n)
    logits = e.linear(normed, 'out', w)
    e.op('TopK', e.op('LogSoftmax', logits, axis=-1), e.ints(TOP), outs=[tag + 'logp', tag + 'ids'], axis=-1, largest=1,
         sorted=1)
    head = c['guided_head']['head']
    guided = e.op('Slice', weights, e.ints(head), e.ints(head + 1), e.ints(1))
    if past:  # the caller keeps the first step's encoder keys and values; these are placeholders
        nothing = np.zeros((0, heads, 1, size), np.float32)
        cross_out = [e.op('Constant', value=numpy_helper.from_array(nothing)) for _ in range(2 * layers)]
    else:
        cross_out = [part for pair in cross for part in pair]
    final = [tag + 'logp', tag + 'ids', *present, guided, logits, *cross_out]
    kinds = [TensorProto.INT64 if i == 1 else TensorProto.FLOAT for i in range(len(final))]
    outputs = [helper.make_tensor_value_info(name, kind, None) for name, kind in zip(final, kinds)]
    return helper.make_graph(e.nodes, 'with_past' if past else 'first', [], outputs)


def write_decoder(path, p, quant=None):
    c, inits = p.config, {}
    d, heads, layers = c['d_model'], c['heads'], c['decoder_layers']
    size = d // heads
    first, later = _branch(p, quant, inits, False), _branch(p, quant, inits, True)
    B, T, S = 'batch_size', 'decoder_sequence_length', 'encoder_sequence_length'
    F, I = TensorProto.FLOAT, TensorProto.INT64
    inputs = [info('encoder_attention_mask', I, B, S), info('input_ids', I, B, T),
              info('encoder_hidden_states', F, B, S, d)]
    for i in range(layers):
        for kind, axis in (('decoder', 'past_' + T), ('encoder', 'past_' + S)):
            inputs += [info(f'past_key_values.{i}.{kind}.{part}', F, B, heads, axis, size) for part in ('key', 'value')]
    inputs.append(info('use_cache_branch', TensorProto.BOOL, 1))
    outputs = [info('topk_logp', F, B, T, TOP), info('topk_ids', I, B, T, TOP)]
    outputs += [info(f'present.{i}.decoder.{part}', F, B, heads, 'total_' + T, size)
                for i in range(layers) for part in ('key', 'value')]
    outputs += [info('cross_attentions.0', F, B, 1, T, S), info('logits', F, B, T, c['vocab'])]
    outputs += [info(f'present.{i}.encoder.{part}', F, B + '_or_zero', heads, S + '_or_one', size)
                for i in range(layers) for part in ('key', 'value')]
    choose = helper.make_node('If', ['use_cache_branch'], [o.name for o in outputs], name='use_cache',
                              then_branch=later, else_branch=first)
    finish(path, 'decoder_model_merged', [choose], inputs, outputs, inits)
