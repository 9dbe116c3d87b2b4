import { words } from './words.js';

/**
 * Indonesian abbreviations around names: they keep their form in English translations, so both languages know them.
 */

/** Before the names of people. */
export const TITLES =
  words(`Dr dr drg drh Drs Dra Ir Prof H Hj K.H KH Ust Usth Tgk Pdt Pdm Pst Rm Mgr R R.A R.Ay R.M R.Ng R.Tg Rd Rr
  K.R.T K.R.A K.P K.P.H K.G.P.H G.P.H G.B.P.H G.R.A B.R.A B.R.M K.R.M.T Tb Rt I.B I.G.A I.G.N I.Gst I.Gde Tn Ny Nn Sdr Sdri
  Bpk Bp Yth Ytc alm almh Hb Moh Muh Muhd Mhd Mohd Abd Mr Mrs Ms Messrs St Sto Sta Sr Br Fr Rev Hon`);

/** After the names of people: diplomas and bachelor's degrees first, then higher ones and medical specialists. */
export const DEGREES =
  words(`S.H S.E S.Pd S.Pd.I S.PdI S.Pd.K S.Pd.SD S.Kom S.Sos S.Sos.I S.T S.Ked S.Ag S.Si S.S S.Hum S.Psi S.Farm
  S.Kep S.KM S.K.M S.KG S.K.G S.KH S.K.H S.Keb S.P S.Pi S.Pt S.TP S.T.P S.Hut S.Sn S.Ds S.Ars S.Ak S.A.B S.AB S.A.P S.AP S.IP
  S.I.P S.I.K S.IK S.I.Kom S.IKom S.ST S.S.T S.STP S.Tr S.Tr.Kep S.Tr.Kes S.Tr.T S.Tr.K S.Th S.Th.I S.Fil S.Fil.I S.Stat S.Mat
  S.Gz S.Or S.E.I S.EI S.Sy S.H.I S.HI S.PAK S.Par S.M S.Han A.Md A.Md.Keb A.Md.Kep A.Md.Kom A.Md.T A.Md.Ak A.Ma A.Ma.Pd B.A
  B.Sc B.Eng B.Ed B.Com B.B.A LL.B Lc
  M.H M.Si M.M M.Pd M.Pd.I M.Kom M.Sc M.B.A M.T M.A M.Ag M.Hum M.Psi M.Kes M.Ked M.Farm M.Kep M.Keb
  M.Kn M.E M.Ec M.Ak M.Sos M.IP M.I.P M.I.Kom M.IKom M.AP M.A.P M.AB M.P M.Pi M.Pt M.Hut M.Sn M.Ds M.Ars M.Eng M.Tr M.Tr.Han M.Th
  M.Fil M.Fil.I M.Stat M.Mat M.Gizi M.Or M.E.I M.Sy M.H.I M.HI M.TI M.T.I M.Cs M.Ed M.Phil M.S M.P.H M.PH M.KM M.K.M M.Biomed
  M.Epid M.Div M.Par M.Han M.D M.Res LL.M LL.D Ph.D D.Sc D.Phil D.Min D.Th Ed.D Sp Sp.A Sp.B Sp.BS Sp.OG Sp.PD Sp.JP Sp.M Sp.S
  Sp.N Sp.P Sp.KJ Sp.An Sp.THT Sp.KK Sp.DV Sp.Rad Sp.PK Sp.PA Sp.U Sp.OT Sp.KG Sp.KGA Sp.F Sp.FM Sp.GK Sp.MK Sp.KFR Sp.Onk Sp.BP
  Sp.BA Sp.BTKV Sp.Ort Sp.Pros Sp.Perio Subsp SpA SpB SpOG SpPD SpJP SpM SpS SpP SpKJ SpAn Apt apt Ns Ak gr Gr Esq Jr`);

/** Before the names of companies and foundations. */
export const COMPANY_FORMS = words(`PT P.T CV C.V UD U.D Fa PD P.D NV Yay`);
