/** Tokenizers of OmegaT by primary language; others get its default. */
const TOKENIZERS: Readonly<Record<string, string>> = {
  id: 'org.omegat.tokenizer.LuceneIndonesianTokenizer',
  en: 'org.omegat.tokenizer.LuceneEnglishTokenizer',
};

/**
 * The files that make a folder a project of OmegaT. Sentences are not segmented again: our units are sentences already.
 * The marker files keep folders that OmegaT expects and that are empty.
 */
export function omegatProject(sourceLanguage: string, targetLanguage: string): { file: string; text: string }[] {
  const tokenizer = (name: string, tag: string): string => {
    const known = TOKENIZERS[tag.split('-')[0]!.toLowerCase()];
    return known === undefined ? '' : `        <${name}>${known}</${name}>\n`;
  };
  const folders = ['source', 'target', 'tm', 'glossary', 'dictionary'];
  const project = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
    <project version="1.0">
${folders.map((name) => `        <${name}_dir>__DEFAULT__</${name}_dir>\n`).join('')}        <glossary_file>__DEFAULT__</glossary_file>
        <source_lang>${sourceLanguage}</source_lang>
        <target_lang>${targetLanguage}</target_lang>
${tokenizer('source_tok', sourceLanguage)}${tokenizer('target_tok', targetLanguage)}        <sentence_seg>false</sentence_seg>
        <support_default_translations>true</support_default_translations>
        <remove_tags>false</remove_tags>
    </project>
</omegat>
`;
  const empty = ['source', 'target', 'glossary', 'dictionary', 'omegat'].map((name) => ({
    file: `${name}/.keep`,
    text: '',
  }));
  return [{ file: 'omegat.project', text: project }, ...empty];
}
