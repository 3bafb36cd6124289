/** Where the client writes what an application could not learn otherwise. Never receives a token. */
export interface Logger {
  warn(message: string, detail: unknown): void;
}
