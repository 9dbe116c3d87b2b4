export interface RuleInfo {
  /** Document and section that make the rule. */
  readonly spec: string;
  /** One sentence: what must hold. */
  readonly text: string;
  /** Warnings are listed apart and leave the file valid. */
  readonly severity?: 'warning';
}
