/**
 * Spellings of one thing that writers use side by side. Each line is one thing, its forms separated by `|`; the first
 * is the form that match keys carry. Hyphens and capitals need no line of their own: keys fold them anyway.
 */

/** Indonesian: joined and separate compounds, reformed spellings, names of places and people. */
export const INDONESIAN_VARIANTS = `
kerja sama|kerjasama
tanda tangan|tandatangan
tanggung jawab|tanggungjawab
terima kasih|terimakasih
sepak bola|sepakbola
olahraga|olah raga
rumah sakit|rumahsakit
orang tua|orangtua
sumber daya|sumberdaya
ibu kota|ibukota
kota madya|kotamadya
serah terima|serahterima
tata cara|tatacara
uji coba|ujicoba
unjuk rasa|unjukrasa
alih bahasa|alihbahasa
lalu lintas|lalulintas
surat kabar|suratkabar
di mana|dimana
di antara|diantara
di atas|diatas
di bawah|dibawah
di dalam|didalam
di luar|diluar
di samping|disamping
di sana|disana
di sini|disini
di situ|disitu
ke mana|kemana
ke sana|kesana
ke sini|kesini
ke dalam|kedalam
ke luar negeri|keluar negeri
apa pun|apapun
siapa pun|siapapun
mana pun|manapun
kapan pun|kapanpun
berapa pun|berapapun
bagaimana pun|bagaimanapun
walaupun|walau pun
meskipun|meski pun
adapun|ada pun
daripada|dari pada
kepada|ke pada
padahal|pada hal
bilamana|bila mana
manakala|mana kala
segi tiga|segitiga
segi empat|segiempat
pascaperang|pasca perang
antarnegara|antar negara
antarbangsa|antar bangsa
nonblok|non blok
mancanegara|manca negara
narasumber|nara sumber
sukacita|suka cita
dukacita|duka cita
saputangan|sapu tangan
matahari|mata hari
peribahasa|peri bahasa
wiraswasta|wira swasta
swadaya|swa daya
pramuwisata|pramu wisata
tunawisma|tuna wisma
dwibahasa|dwi bahasa
multipolar|multi polar
izin|ijin
jadwal|jadual
apotek|apotik
aktif|aktip
aktivitas|aktifitas
efektif|efektip
efektivitas|efektifitas
analisis|analisa
praktik|praktek
sistem|sistim
kualitas|kwalitas
kuitansi|kwitansi
kuantitas|kwantitas
frekuensi|frekwensi
konsekuensi|konsekwensi
teknik|tehnik
teknologi|tehnologi
teoretis|teoritis
metode|metoda
november|nopember
februari|pebruari
miliar|milyar
triliun|trilyun
persen|prosen
persentase|prosentase
risiko|resiko
nasihat|nasehat
napas|nafas
pikir|fikir
paham|faham
zaman|jaman
ijazah|ijasah
jenazah|jenasah
jumat|jum'at
salat|shalat|sholat|solat
ramadan|ramadhan|romadhon
ustaz|ustad|ustadz
masjid|mesjid
quran|qur'an|alquran|al quran|al qur'an
hadis|hadits|hadist
idulfitri|idul fitri
iduladha|idul adha
musala|mushala|musholla|mushola
khotbah|khutbah
hakikat|hakekat
respons|respon
kompleks|komplek
objek|obyek
objektif|obyektif
subjek|subyek
subjektif|subyektif
proyek|projek
provinsi|propinsi
hierarki|hirarki
ekstrem|ekstrim
esai|esei
detail|detil
fotokopi|foto kopi|photocopy
standar|standard
standardisasi|standarisasi
karier|karir
koboi|koboy
asas|azas
asasi|azasi
antre|antri
cabai|cabe
cendekiawan|cendikiawan
cokelat|coklat
debitur|debitor
kreditur|kreditor
desember|december
desain|disain
durian|duren
embus|hembus
empas|hempas
gubuk|gubug
hafal|hapal
hipotesis|hipotesa
imbau|himbau
imbauan|himbauan
insaf|insyaf
interpretasi|interprestasi
isap|hisap
istri|isteri
putra|putera
putri|puteri
jagat|jagad
jenderal|jendral
karismatik|kharismatik
kategori|katagori
konferensi|konperensi
kongres|konggres
konkret|konkrit
lembap|lembab
lubang|lobang
manajemen|manajmen|menejemen
manajer|menejer
merek|merk
memengaruhi|mempengaruhi
memesona|mempesona
memercayai|mempercayai
memerhatikan|memperhatikan
mengubah|merubah
motif|motip
negatif|negatip
positif|positip
nomor|nomer
negeri|negri
personel|personil
rapor|raport
rezim|rejim
saksama|seksama
santai|santei
saraf|syaraf
sekadar|sekedar
sekretaris|sekertaris
silakan|silahkan
sintesis|sintesa
spesies|spesis
stasiun|setasiun
survei|survey
sutra|sutera
syukur|sukur
takhta|tahta
telantar|terlantar
telepon|telpon|tilpon
telur|telor
tolok ukur|tolak ukur
tradisional|tradisionil
rasional|rasionil
formal|formil
ubah|rubah
utang|hutang
varietas|varitas
wali kota|walikota
wirausaha|wira usaha
warga negara|warganegara
moskow|moscow|moskwa
tiongkok|cina|china
kairo|cairo
athena|athens
beograd|belgrade
brussel|brussels|bruxelles
praha|prague
warsawa|warsaw
jenewa|geneva
kyiv|kiev
lisboa|lisabon|lisbon
havana|habana
mumbai|bombay
kolkata|kalkuta
beijing|peking
tokyo|tokio
taipei|taipeh
pyongyang|piongyang
yerusalem|jerusalem
makkah|mekah|mekkah
madinah|medinah
riyadh|riyad
damaskus|damascus
suriah|siria|syria
yordania|jordania
palestina|palestine
maroko|marokko
etiopia|ethiopia
filipina|philipina
papua nugini|papua new guinea
yogyakarta|jogjakarta|jogja|yogya
sumatra|sumatera
soekarno|sukarno
soeharto|suharto
zelenskyy|zelensky|zelenskiy
khadafi|gaddafi|qaddafi|kadafi
khrushchev|kruschev|khruschev
tchaikovsky|chaikovsky
`;

/** English: British and American spellings, joined and separate compounds, romanised names. */
export const ENGLISH_VARIANTS = `
color|colour
honor|honour
labor|labour
favor|favour
harbor|harbour
neighbor|neighbour
neighboring|neighbouring
behavior|behaviour
rumor|rumour
humor|humour
vapor|vapour
center|centre
theater|theatre
meter|metre
meters|metres
kilometer|kilometre
kilometers|kilometres
centimeter|centimetre
centimeters|centimetres
liter|litre
liters|litres
fiber|fibre
defense|defence
offense|offence
license|licence
organize|organise
organized|organised
organization|organisation
organizations|organisations
recognize|recognise
recognized|recognised
realize|realise
realized|realised
emphasize|emphasise
emphasized|emphasised
criticize|criticise
criticized|criticised
analyze|analyse
analyzed|analysed
paralyze|paralyse
modernization|modernisation
program|programme
programs|programmes
catalog|catalogue
dialogue|dialog
gray|grey
plow|plough
traveled|travelled
traveling|travelling
canceled|cancelled
modeling|modelling
fulfill|fulfil
skillful|skilful
jewelry|jewellery
aluminum|aluminium
airplane|aeroplane
maneuver|manoeuvre
maneuvers|manoeuvres
percent|per cent
cooperation|co operation
cooperate|co operate
coordination|co ordination
email|e mail
online|on line
cease fire|ceasefire
health care|healthcare
bird flu|birdflu
adviser|advisor
judgment|judgement
acknowledgment|acknowledgement
toward|towards
among|amongst
while|whilst
kyiv|kiev
mumbai|bombay
beijing|peking
mecca|makkah
quran|qur'an|koran
riyadh|riyad
yogyakarta|jogjakarta|jogja
sumatra|sumatera
sukarno|soekarno
suharto|soeharto
zelenskyy|zelensky|zelenskiy
united states|u.s.|usa|u.s.a.
united nations|u.n.
united kingdom|u.k.
`;
