/** Words and affixes that rules alone get wrong, as lists written for this project. */

const words = (text: string): string[] => text.trim().split(/\s+/u);

/** Loan prefixes that join a whole word, longest first. */
export const FOREIGN_PREFIXES: readonly string[] = words(
  'antar pasca multi non pra anti semi sub super mikro makro maha tuna eks swa dwi tri panca ultra infra kontra serba adi ' +
    'purna hiper nir',
).sort((a, b) => b.length - a.length);

/** Second halves of doublings that rhyme instead of repeating. */
export const CHIMING_PAIRS: ReadonlyMap<string, string> = new Map(
  words(
    'sayur=mayur lauk=pauk bolak=balik warna=warni gerak=gerik serba=serbi coret=moret corat=coret mondar=mandir ' +
      'hiruk=pikuk carut=marut cerai=berai tunggang=langgang pontang=panting kocar=kacir ramah=tamah sanak=saudara ' +
      'beras=petas asal=usul asal=muasal seluk=beluk teka=teki basa=basi hura=hura kaya=raya simpang=siur tindak=tanduk ' +
      'tumpah=ruah tegur=sapa sorak=sorai gegap=gempita lalu=lalang porak=poranda luluh=lantak terang=benderang ' +
      'muda=mudi putra=putri dewa=dewi siswa=siswi saudara=saudari pemuda=pemudi karyawan=karyawati mahasiswa=mahasiswi ' +
      'cerah=ceria compang=camping morat=marit lika=liku liku=laku huru=hara sepak=terjang lemah=lembut kelap=kelip ' +
      'pernak=pernik bongkar=bangkir gotong=royong suka=duka utak=atik otak=atik kalang=kabut sebab=musabab cuci=gudang ' +
      'tua=renta gelap=gulita segar=bugar hancur=lebur bersih=kinclong ingar=bingar hingar=bingar kutak=katik ketar=ketir',
  ).map((pair) => pair.split('=') as [string, string]),
);

/** Doublings that are words of their own, no plurals: `undang-undang` is a law, `mata-mata` a spy. */
export const LEXICAL_DOUBLES: ReadonlySet<string> = new Set(
  words(
    'undang rata mata kupu laki gara tiba kira hati masing sama seolah olah pura kura kunang ubur cumi lumba anai paru ' +
      'abu sia moga mudah alun langit oleh agar apa siapa mana kapan sekali berang layang umang undur lobi kisi jari ruji ' +
      'gado onde capung tiap semena mentang kadang lama pelan diam terang ganti lagi tahu serta biri kuda hura basa pagi ' +
      'malam siang sore dini besar kecil macam andong ondel empek sate rasa coba iseng buru betul benar cepat sungguh ' +
      'jangan bisa baik hampir lambat barangkali jalan duduk makan ingat',
  ),
);

/** Words with ter- that are no form of the verb without it. */
export const LEXICAL_TER: ReadonlySet<string> = new Set(
  words(
    'terjadi terhadap terlalu tersebut terutama terdapat terdiri termasuk terakhir tertentu tersedia terus terima tertawa ' +
      'tersangka terdakwa terpidana tergugat terduga tertuduh tersenyum terbang terbit terampil tergantung terletak terbatas terkenal terhormat terkini terdahulu termaktub ' +
      'terkemuka terkadang terserah terpaksa terkejut tertib terbuka terpadu terpencil terasa ternyata terbukti terlihat',
  ),
);

/** Adjectives whose ter- form is the superlative rather than a verb: `terkuat`, `terbesar`. */
export const ADJECTIVES: ReadonlySet<string> = new Set(
  words(
    'besar kecil tinggi rendah panjang pendek lebar luas sempit tebal tipis berat ringan kuat lemah keras lunak lembut kasar ' +
      'halus tajam tumpul panas dingin hangat sejuk cepat lambat lama baru tua muda baik buruk jelek bagus indah cantik tampan ' +
      'elok mewah murah mahal kaya miskin penting utama banyak sedikit dekat jauh dalam dangkal sulit mudah sukar rumit ' +
      'sederhana bersih kotor sehat parah aman bahaya ramai sepi sibuk padat terang gelap cerah suram pintar cerdas bodoh ' +
      'pandai berani takut jujur rajin malas ramah sopan galak ganas jinak buas manis pahit asin asam pedas lezat enak gurih ' +
      'segar busuk lengkap sempurna populer laris favorit megah agung mulia hina suci kotor depan belakang atas bawah awal ' +
      'akhir kini dini dahulu kemuka hebat dahsyat kejam keji sadis bahagia sedih gembira senang malang beruntung sukses maju ' +
      'modern kuno purba langka unik aneh lucu seru menarik favorit ketat longgar erat rapat jarang sering nyaman tenang gaduh ' +
      'bising sunyi hijau merah putih hitam biru kuning kering basah lembap subur tandus gersang terjal curam landai datar rata ' +
      'lurus bengkok bulat pesat gemuk kurus gendut langsing gagah perkasa tangguh tangkas lincah gesit ampuh manjur mujarab',
  ),
);

/** Forms with -nya that are adverbs, and other words whose ending or beginning is no affix to the reader. */
export const LEXICAL_WORDS: ReadonlySet<string> = new Set(
  words(
    'akhirnya biasanya misalnya umumnya khususnya rupanya tampaknya kelihatannya kiranya agaknya nyatanya pokoknya ' +
      'sebaiknya seharusnya semestinya sebenarnya sesungguhnya sebelumnya selanjutnya sepenuhnya seutuhnya setidaknya ' +
      'sekurangnya sekiranya seandainya sebaliknya sebagainya selamanya seterusnya untungnya celakanya sayangnya anehnya ' +
      'adanya antaranya pastinya tentunya layaknya mulanya awalnya lazimnya idealnya kemudian menjadi menurut merupakan ' +
      'mengapa mendadak adalah ialah apalah barulah sudahlah walaupun meskipun adapun kendatipun sekalipun ataupun maupun ' +
      'biarpun bagaimanapun kalaupun dimana diantara diatas dibawah',
  ),
);

/** Stems (without clitics) whose shape misleads, with their roots. */
export const KNOWN_ROOTS: ReadonlyMap<string, string> = new Map(
  words(
    'perbankan=bank beruang=beruang beruap=uap berupa=rupa beras=beras peralatan=alat mengecap=kecap pengurus=urus mengukur=ukur',
  ).map((pair) => pair.split('=') as [string, string]),
);
