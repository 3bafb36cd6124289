/** The part of a `Window` that the client uses. On a server all of it is missing. */
export interface Page {
  readonly document?: { readonly visibilityState: string; readonly referrer: string } | undefined;
  readonly location?: { readonly origin: string } | undefined;
  readonly localStorage?: Storage | undefined;
  readonly sessionStorage?: Storage | undefined;
  addEventListener?(type: string, listener: (event: Event) => void): void;
  removeEventListener?(type: string, listener: (event: Event) => void): void;
}
