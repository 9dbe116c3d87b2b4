import { COMPANY_FORMS, DEGREES as INDONESIAN_DEGREES, TITLES as INDONESIAN_TITLES } from './indonesian-names.js';
import type { RuleData } from './types.js';
import { words } from './words.js';

const TITLES =
  words(`Mr Mrs Ms Mx Messrs Mmes Mme Mlle Dr Drs Prof Profs Rev Revd Fr Pr Hon Gov Sen Sens Rep Reps Pres Amb
  Atty Supt Insp Det Asst Assoc Gen Lt Col Maj Capt Cmdr Cdr Adm Sgt Cpl Pvt Brig Cmnd Lieut Mt Ft Attn Jl Jln Gg Kav Kel Kec Kab`);

const LETTERS = words(`e.g eg i.e ie cf vs v viz approx esp incl excl resp q.v c.f w.r.t a.k.a c/o`);

const STATES =
  words(`Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Md Mass Mich Minn Miss Mo Mont Neb Nebr Nev
  Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wisc Wyo N.H N.J N.M N.Y N.C N.D S.C S.D R.I W.Va D.C`);

/** Indonesian titles and degrees that are something else in English text. */
const ENGLISH_ELSEWHERE = new Set(words(`St Sr H R Rt Br Fr alm drg Sp Ns Ak gr Gr Lc Jr`));

/** English: American and British usage. */
export const ENGLISH: RuleData = {
  language: 'en',
  abbreviations: {
    never: [
      ...INDONESIAN_TITLES.filter((title) => !ENGLISH_ELSEWHERE.has(title)),
      ...COMPANY_FORMS,
      ...TITLES,
      ...LETTERS,
    ],
    number:
      words(`N° n° No Nos Km p pp para paras vol vols ch chap chaps fig figs Fig Figs eq eqs sec secs art arts app apps tab ex nr ca
      c ver rev par ed eds vv ll n nn col cols fol no nos op cap sect subsec cl reg regs Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov
      Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun tel ext Rs Matt Exod Lev Deut Josh Judg Kgs Ps Prov Isa Jer Ezek
      Rom Cor Gal Eph Phil Thess Heb Jas Pet`),
    degree: [
      ...INDONESIAN_DEGREES.filter((degree) => !ENGLISH_ELSEWHERE.has(degree)),
      ...words(`Ph.D PhD M.D D.D.S D.V.M D.Phil D.Sc Ed.D J.D LL.B LL.M LL.D B.A B.S B.Sc B.Ed B.Eng B.Com B.B.A M.A M.S M.Sc
      M.Ed M.Eng M.B.A M.Phil M.P.H M.F.A M.Div R.N C.P.A Esq Q.C K.C M.P O.B.E M.B.E`),
    ],
    company: [],
    closer: words(`etc`),
    ambiguous: [
      ...STATES,
      ...words(`U.S U.K U.N E.U U.A.E U.S.A U.S.S.R Inc Corp Ltd Co Cos Bros LLC L.L.C L.P LLP L.L.P PLC Plc plc S.A N.V B.V GmbH Bhd
        Jr Sr St Ave Blvd Rd Hwy Pkwy Sq Ln Ct Pl Bldg Apt Rm Ste Dept Depts Univ Inst Assn Natl Intl Govt Acad Dist al ibid op.cit
        loc.cit ff`),
    ],
    time: words(`a.m p.m`),
  },
  starters:
    words(`The A An He She It They We I You This That These Those There Here His Her Hers Its Their Theirs Our Ours My Your
    In On At By For From With Without Within After Afterwards Before When Whenever While Whilst Where Wherever Whether As If
    Although Though But And Or Nor So Yet However Moreover Furthermore Meanwhile Nevertheless Nonetheless Also Besides Instead
    Otherwise Hence Thus Therefore Then Later Soon Once Since Until Till During Despite Through Throughout Across Against
    Along Among Amid Around Because Between Beyond Both Each Either Neither Every Everyone Everything Everybody Nobody Nothing
    All Any Anyone Anything Another Some Someone Something Many Most Much More Few Fewer Several Such Other Others One Two
    Three Four Five Six Seven Eight Nine Ten Only Even Just Still Perhaps Maybe Indeed Finally Eventually Recently Currently
    Previously Originally Initially Today Tomorrow Yesterday Now Never Often Sometimes Usually Generally Typically
    Who Whom Whose What Which Why How Is Are Was Were Do Does Did Has Have Had Can Could Would Shall Should May Might Must
    Not No Yes Oh Well Please Let Unlike Unless Under Upon Into Over About Above Below Behind Following According Based Due
    Regarding Additionally Consequently Accordingly Subsequently Similarly Likewise Overall`),
  possessive: '',
  labels:
    words(`vitamin plan section type group class grade category appendix exhibit option part schedule table figure version
    hepatitis influenza building block gate terminal platform room zone row column level phase stage point answer item case team
    side model formula factor variable drive world war act chapter book volume paragraph`),
  nameIntroducers: [],
  roles:
    words(`Director President Chairman Chairwoman Chair CEO COO CFO Secretary Chief Head Manager Founder Owner Minister Governor
    Spokesman Spokeswoman Spokesperson Analyst Professor`),
  initialAfterLowerCase: true,
  headingNouns:
    words(`Chapter Section Part Article Figure Fig Table Appendix Annex Exhibit Schedule Step Stage Box Chart Map Plate
    Photo Lesson Unit Module Exercise Example Question Problem Volume Book Act Scene Rule Item`),
  attributions: words(`said says asked asks`),
  speechVerbs:
    words(`asked asks said says replied shouted cried exclaimed wondered whispered yelled answered demanded inquired
    screamed called muttered thought`),
  namesWithMark: words(`Yahoo! Jeopardy! Wham! Oklahoma! Panic! Oliver! Mamma_Mia! Hamilton! Airplane!`),
  lowerCaseStarts: [],
  homographs: words(`no art par ed app ex sec op cap col tab rev tel ext ch reg fig`),
  timeContinuations:
    words(`EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST JST WIB WITA WIT Eastern Central Mountain
    Pacific Greenwich Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Jan Feb Mar Apr Aug Sept Oct Nov Dec`),
  smallWords: words(`a an the and or but nor of in on at by for from to with as vs via per into onto over is its than`),
  relatedLabels: words(`read_also also_read see_also read_more related related_story related_stories related_article
    related_articles more_on_this recommended watch`),
  creditLabels:
    words(`photo photos photograph photographer photo_credit image image_credit picture credit credits reporter
    reporting writer written_by editor editing_by photo_by image_courtesy courtesy`),
  rightsLabels: words(`copyright`),
  datelinePlaces:
    words(`jakarta bandung surabaya medan makassar denpasar washington new_york los_angeles chicago boston houston
    london manchester edinburgh dublin moscow beijing shanghai hong_kong taipei tokyo osaka seoul pyongyang kyiv paris berlin brussels
    geneva rome vienna madrid lisbon athens ankara istanbul cairo riyadh doha dubai tehran baghdad gaza jerusalem new_delhi
    mumbai islamabad kabul dhaka colombo kathmandu bangkok hanoi manila singapore kuala_lumpur sydney melbourne canberra
    wellington dili nairobi lagos johannesburg ottawa toronto mexico_city brasilia buenos_aires`),
  months:
    words(`january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec`),
  days: words(`monday tuesday wednesday thursday friday saturday sunday`),
};
