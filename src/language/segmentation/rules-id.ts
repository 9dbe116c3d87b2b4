import { COMPANY_FORMS, DEGREES, TITLES } from './indonesian-names.js';
import type { RuleData } from './types.js';
import { words } from './words.js';

const RANKS =
  words(`Jend Jen Letjen Mayjen Brigjen Jendral Kol Letkol Kapt Lettu Letda Peltu Pelda Serma Serka Sertu Serda
  Kopka Koptu Kopda Praka Pratu Prada Laks Laksma Laksda Laksdya Marsma Marsda Marsdya Komjen Irjen Kombes Kompol Ipda Iptu
  Aipda Aiptu Bripka Briptu Bripda Pol Pres Wapres Gub Wagub Plt Plh Pj Pjs Pgs`);

const ADDRESS =
  words(`Jl Jln jl jln Gg Kav No Kel Kec Kab Prov Prop D.I D.K.I Ds Dsn Dk Kp Ling Lk lt Gd Blk Komp Kompl Cab Ka Sekr Telp Tlp Tel
  Faks Fax ext Psw d.a`);

const LETTERS =
  words(`a.n u.p u.b s.d c.q q.q ttd tgl pkl pk k.l k.k jo yg dgn dg dlm utk pd kpd thd krn drpd bhw sbg spt sdh
  blm a.d b.d d.h a.l q.v mis msl cth vs v cf e.g i.e viz lih`);

/** Indonesian: from the spelling rules (EYD V), the usage of offices, courts and universities, and news style. */
export const INDONESIAN: RuleData = {
  language: 'id',
  abbreviations: {
    never: [...TITLES, ...RANKS, ...ADDRESS, ...COMPANY_FORMS, ...LETTERS],
    number:
      words(`N° n° hlm hal jil jld cet lamp bab gbr gb tab tbl vol ed graf ps psl par art fig p pp nmr thn th Rp Km Jan Feb Peb
      Mar Apr Jun Jul Agu Agt Sep Sept Okt Nov Nop Des Mat Mrk Luk Yoh Kej Mzm Ams Yes Yer Yeh Rom Kor Gal Flp Ibr Yak
      Ptr Why reg ca`),
    degree: DEGREES,
    company: words(`Tbk Ltd Pte Pty Co Inc Corp LLC L.L.C L.P LLP Bhd Sdn S.A GmbH N.V B.V Plc Bros`),
    closer: words(`dll dsb dst dkk etc al tsb ybs tst cs s.a.w s.w.t saw swt a.s r.a`),
    ambiguous: words(
      `no A.S U.S U.K U.N D.C R.I RT RW HP HR H.R QS Q.S RS RSU KCP KC Ponpes Univ Jkt Bdg Sby Smg Mdn Ykt Mks Pst Brt Utr Slt`,
    ),
    time: words(`a.m p.m`),
  },
  starters:
    words(`Ini Itu Ia Dia Beliau Mereka Kami Kita Saya Aku Anda Kamu Engkau Kalian Semua Seluruh Segala Setiap Tiap
    Masing-masing Namun Tetapi Tapi Akan Dan Atau Serta Jika Jikalau Bila Bilamana Apabila Kalau Andai Seandainya Karena Sebab
    Lantaran Oleh Untuk Bagi Demi Guna Dengan Tanpa Dalam Pada Di Ke Dari Sejak Semenjak Setelah Sesudah Seusai Usai Sebelum Ketika
    Tatkala Saat Sewaktu Selama Sementara Seiring Seraya Sambil Selain Menurut Sebagai Seperti Meski Meskipun Walau Walaupun
    Biarpun Kendati Sekalipun Bahkan Juga Hal Hanya Cuma Tidak Tak Tiada Bukan Belum Jangan Sudah Telah Sedang Masih Lagi Lalu
    Kemudian Selanjutnya Akhirnya Terakhir Adapun Para Sang Kedua Ketiga Keempat Kelima Beberapa Banyak Sedikit Sebagian
    Sebuah Seorang Seekor Suatu Salah Sejumlah Sebanyak Sekitar Sebesar Hingga Sampai Agar Supaya Maka Jadi Sehingga Padahal
    Sedangkan Apakah Apa Siapa Siapakah Mengapa Kenapa Bagaimana Bagaimanapun Kapan Berapa Mana Ada Adalah Adanya Terdapat
    Terlihat Terhadap Tentang Mengenai Demikian Demikianlah Begitu Begitulah Berdasarkan Berbeda Berikut Berikutnya Bersama
    Akibatnya Sebaliknya Sebetulnya Sebenarnya Sesungguhnya Misalnya Contohnya Umumnya Biasanya Kadang Sering Selalu Kini
    Sekarang Dulu Dahulu Nanti Besok Kemarin Tahun Bulan Pihak Pemerintah Antara Hampir Tercatat Terjadi Merupakan
    Menjadi Memiliki Sebagaimana Sesuai Singkatnya Diketahui Dikutip Dilansir Diduga Dikatakan Disebut Diharapkan
    Sayangnya Untungnya Mungkin Bisa Dapat Harus Perlu Mulai Mula-mula Pertama Ternyata Tentu Tentunya Justru Malah Malahan
    Sangat Lebih Paling Terlebih Apalagi Silakan Mohon Harap Selepas Sepanjang Sesaat Semula Lantas Ya Nah Wah
    Setidaknya Sedikitnya Rencananya Hasilnya Tujuannya Alasannya Caranya Sesampainya Setibanya Sekali Seketika`),
  possessive: 'nya',
  labels:
    words(`gedung blok kelas vitamin golongan huruf tipe kelompok grup hepatitis rencana seri kategori titik pilihan jawaban
    opsi gerbang terminal jalur lajur ruang ruangan kamar zona sektor bagian regu pos pintu paket variabel varian versi
    lampiran tabel gambar bab butir nilai predikat akreditasi tingkat tribun sisi sudut kutub influenza virus protein stadium
    fase tahap babak pool divisi serie liga plan perang dunia salib`),
  nameIntroducers:
    words(`oleh kata menurut bersama dengan dan kepada dari untuk antara ujar tegas jelas tutur ungkap ucap papar
    sebut imbuh tambah tulis bapak ibu pak bu saudara saudari tuan nyonya nona mas mbak bang kakak adik kang ustaz ustad kiai kyai
    haji pendeta romo penyair sastrawan pengarang penulis karya tokoh dokter profesor jenderal kolonel mayor kapten letnan
    presiden menteri gubernur bupati camat lurah ketua direktur almarhum almarhumah pelukis komponis arsitek wartawan jurnalis
    pahlawan ahli pakar peneliti sejarawan ekonom bernama yaitu yakni ialah adalah serta atau sutradara aktor aktris penyanyi
    pemain pelatih striker kiper bek nama terdakwa tersangka saksi korban hakim jaksa pengacara advokat notaris`),
  roles:
    words(`Direktur Presiden Komisaris Manajer Kepala Ketua Sekretaris Wakil Pendiri Pemilik Pimpinan CEO COO CFO Juru Deputi
    Menteri Gubernur Bupati Wali Camat Pengamat Analis Peneliti Kuasa Humas`),
  initialAfterLowerCase: false,
  headingNouns:
    words(`Bab Bagian Pasal Gambar Tabel Lampiran Foto Grafik Bagan Diagram Peta Langkah Tahap Kotak Soal Contoh
    Latihan Modul Unit Pelajaran Subbab Paragraf Buku Jilid Babak Adegan Kegiatan`),
  attributions:
    words(`kata katanya ujar ujarnya tegas tegasnya tutur tuturnya ungkap ungkapnya imbuh imbuhnya jelas jelasnya
    papar paparnya sebut sebutnya tambah tambahnya ucap ucapnya terang terangnya beber bebernya tukas tukasnya tandas tandasnya
    cetus cetusnya seru serunya keluh keluhnya kenang kenangnya tanya tanyanya jawab jawabnya pungkas pungkasnya pesan pesannya
    harap harapnya sambung sambungnya timpal timpalnya tulis tulisnya bisik bisiknya teriak teriaknya gumam gumamnya celetuk
    celetuknya bantah bantahnya klaim klaimnya pinta pintanya kilah kilahnya elak elaknya kisah kisahnya lanjut lanjutnya urai
    urainya simpul simpulnya sindir sindirnya puji pujinya canda candanya ajak ajaknya`),
  speechVerbs:
    words(`bertanya berkata menjawab berteriak berseru bergumam berbisik kata ujar tanya seru teriak jawab menukas
    menyela berucap menyahut menimpali memekik`),
  namesWithMark: words(`Yahoo! Jeopardy! Wham! Panic!`),
  lowerCaseStarts: words(`dr drg drh apt`),
  homographs: words(`hal bab tab ed par th reg art`),
  timeContinuations:
    words(`WIB WITA WIT GMT UTC Senin Selasa Rabu Kamis Jumat Sabtu Minggu Januari Februari Maret April Mei
    Juni Juli Agustus September Oktober November Desember`),
  smallWords:
    words(`dan atau di ke dari pada untuk dengan yang dalam oleh bagi serta atas sebagai karena saat akan jika bila
    per vs tentang terhadap antara hingga sampai agar tak para sang si secara demi tanpa sejak`),
  relatedLabels:
    words(`baca_juga baca_pula baca_selengkapnya baca_lainnya baca_artikel_lainnya lihat_juga simak_juga simak_pula
    tonton_juga simak_video artikel_terkait berita_terkait pilihan_editor pilihan_redaksi`),
  creditLabels:
    words(`foto fotografer kredit kredit_foto sumber_foto dok dok_foto pewarta reporter wartawan penulis editor
    redaktur penyunting kontributor pengunggah`),
  rightsLabels: words(`hak_cipta copyright`),
  datelinePlaces:
    words(`jakarta bandung surabaya semarang yogyakarta jogja medan makassar palembang denpasar padang pekanbaru
    banjarmasin balikpapan samarinda pontianak manado mataram kupang ambon jayapura sorong manokwari merauke kendari palu
    gorontalo mamuju ternate bengkulu jambi lampung bandar_lampung pangkalpinang batam tanjungpinang banda_aceh lhokseumawe
    bogor depok tangerang bekasi serang cilegon cirebon sukabumi tasikmalaya garut solo surakarta magelang purwokerto tegal
    pekalongan kudus malang kediri madiun jember banyuwangi blitar probolinggo pasuruan sidoarjo gresik lamongan tuban bojonegoro
    singaraja gianyar tarakan palangkaraya palangka_raya bitung ikn washington new_york london moskow beijing tokyo seoul
    pyongyang kyiv kiev paris berlin brussel jenewa roma madrid ankara istanbul kairo riyadh doha teheran baghdad gaza yerusalem
    new_delhi mumbai islamabad kabul bangkok hanoi manila singapura kuala_lumpur sydney canberra dili`),
  months:
    words(`januari februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul
    agu agt sep sept okt nov nop des`),
  days: words(`senin selasa rabu kamis jumat jum'at sabtu minggu ahad`),
};
