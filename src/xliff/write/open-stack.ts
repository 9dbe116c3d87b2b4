/** What is open, by the number of its place; whatever closes leaves at once, in any order, at constant cost. */
export class OpenStack {
  private readonly stack: number[] = [];
  private readonly open = new Set<number>();

  push(place: number): void {
    this.stack.push(place);
    this.open.add(place);
  }

  has(place: number): boolean {
    return this.open.has(place);
  }

  close(place: number): void {
    this.open.delete(place);
  }

  /** The last that is still open, or -1. */
  top(): number {
    while (this.stack.length > 0 && !this.open.has(this.stack.at(-1)!)) this.stack.pop();
    return this.stack.at(-1) ?? -1;
  }

  /** Closes everything that was opened after a place. */
  closeAbove(place: number): void {
    for (let top = this.top(); top > place; top = this.top()) this.open.delete(top);
  }
}

/** Places by key, the last one first. */
export class LastPlaces {
  private readonly places = new Map<string, number[]>();

  push(key: string, place: number): void {
    const list = this.places.get(key);
    if (list === undefined) this.places.set(key, [place]);
    else list.push(place);
  }

  pop(key: string): number | undefined {
    return this.places.get(key)?.pop();
  }
}
