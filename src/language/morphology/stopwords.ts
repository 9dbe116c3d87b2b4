/** Function words, which say nothing about what a statement is about. Lists written for this project. */

import type { Language } from '../quantities/types.js';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u));

const STOP_WORDS: Record<Language, ReadonlySet<string>> = {
  id: words(
    'yang dan di ke dari untuk pada dengan dalam oleh sebagai adalah ialah itu ini tersebut akan telah sudah sedang masih belum ' +
      'tidak bukan tak jangan juga saja lagi pun atau tetapi tapi namun melainkan sedangkan serta karena sebab maka jika bila ' +
      'apabila kalau agar supaya bahwa saat ketika sejak hingga sampai setelah sesudah sebelum selama antara para suatu sebuah ' +
      'seorang seekor satu hal cara ia dia mereka kami kita saya aku kamu anda kalian engkau nya ku mu beliau apa siapa mana ' +
      'bagaimana mengapa kenapa kapan berapa ada adanya bisa dapat harus mesti perlu boleh hanya cuma sangat amat terlalu ' +
      'lebih paling kurang cukup agak hampir begitu begini demikian sekali sangatlah seperti bagai bak ibarat terhadap tentang ' +
      'mengenai menurut atas bawah bagi demi per tanpa kecuali selain sambil seraya sementara meski meskipun walau walaupun ' +
      'kendati kendatipun sehingga maupun baik setiap tiap semua seluruh segala beberapa banyak sedikit berbagai lain lainnya ' +
      'masing sendiri sini situ sana kini sekarang lalu kemudian akhirnya bahkan malah justru pula ya oh wah nah sih kok lah kah ' +
      'dong deh kan si sang ya jadi menjadi merupakan secara guna yaitu yakni misalnya antaranya dll dsb dkk dst',
  ),
  en: words(
    'the a an and or but nor so yet of in on at to from by for with without into onto over under about against between among ' +
      'through during before after since until till as than that this these those there here it its itself he him his she her hers ' +
      'they them their theirs we us our ours you your yours i me my mine who whom whose which what when where why how is am are was ' +
      'were be been being have has had having do does did done doing will would shall should can could may might must not no ' +
      'also only just very too more most less least such same other another each every any some all both either neither many much ' +
      'few several own if unless while although though because however therefore thus then now again even still already ever never ' +
      "per via upon out up down off yes oh one's s t don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't",
  ),
};

/** Is this a function word? Case does not matter; names such as `AS` should be asked about before folding. */
export function isStopWord(word: string, language: Language): boolean {
  return STOP_WORDS[language].has(word.toLowerCase());
}
