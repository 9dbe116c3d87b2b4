declare module 'xliff' {
  export interface Options {
    indent?: string;
    targetXliffVersion?: '2.0' | '2.1' | '2.2';
  }
  export function xliff2js(xliff: string): Promise<unknown>;
  export function js2xliff(json: unknown, options?: Options): Promise<string>;
  export function xliff12ToJs(xliff: string): Promise<unknown>;
  export function jsToXliff12(json: unknown, options?: Options): Promise<string>;
}
