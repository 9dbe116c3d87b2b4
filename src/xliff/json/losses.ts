/** A construct that the `xliff` package does not keep. */
export interface PackageLoss {
  readonly id: string;
  readonly construct: string;
  readonly effect: string;
  /** The smallest content of a `unit` (XLIFF 2.1) that shows it. */
  readonly example: string;
}

/**
 * What the `xliff` package (6.4.0) loses or changes, as data: the reason why every use of it is checked. A test runs each
 * example through the package, so that an update which repairs one is noticed.
 */
export const XLIFF_PACKAGE_LOSSES: readonly PackageLoss[] = [
  {
    id: 'mrk',
    construct: 'mrk',
    effect: 'is removed together with its text',
    example: '<segment><source>A <mrk id="m1" type="term">rumah</mrk> b</source></segment>',
  },
  {
    id: 'cp',
    construct: 'cp',
    effect: 'is removed',
    example: '<segment><source>a<cp hex="0007"/>b</source></segment>',
  },
  {
    id: 'segments',
    construct: 'several segments',
    effect: 'only the last survives',
    example: '<segment><source>Satu.</source></segment><segment><source>Dua.</source></segment>',
  },
  {
    id: 'ignorable',
    construct: 'ignorable',
    effect: 'is dropped',
    example: '<ignorable><source> </source></ignorable><segment><source>Dua.</source></segment>',
  },
  {
    id: 'ampersand',
    construct: 'text that holds an entity literally',
    effect: 'is written so that it reads back as the character',
    example: '<segment><source>Tulis &amp;amp; di sini</source></segment>',
  },
  {
    id: 'white-space',
    construct: 'text of white space only',
    effect: 'is dropped',
    example: '<segment><source> </source></segment>',
  },
  {
    id: 'space-between-codes',
    construct: 'white space between two codes',
    effect: 'is dropped',
    example: '<segment><source>a<ph id="1"/> <ph id="2"/>b</source></segment>',
  },
  {
    id: 'trailing-newline',
    construct: 'a line end at the end of a text',
    effect: 'is cut off with what follows it',
    example: '<segment><source>Satu.\n</source></segment>',
  },
  {
    id: 'original-data',
    construct: 'originalData',
    effect: 'is read and never written, so that dataRef dangles',
    example:
      '<originalData><data id="d1">&lt;br&gt;</data></originalData><segment><source>a<ph id="1" dataRef="d1"/></source></segment>',
  },
  {
    id: 'attributes',
    construct: '& and < in attributes',
    effect: 'are written unescaped: the file is not XML any more',
    example: '<segment><source>a<ph id="1" equiv="&lt;br&gt; &amp;"/></source></segment>',
  },
];
