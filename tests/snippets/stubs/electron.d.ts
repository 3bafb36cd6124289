// As much of electron as the guide uses.
declare module 'electron' {
  export const app: {
    getPath(name: 'userData'): string;
    requestSingleInstanceLock(): boolean;
    quit(): void;
    whenReady(): Promise<void>;
  };
  export const safeStorage: {
    isEncryptionAvailable(): boolean;
    encryptString(plainText: string): Buffer;
    decryptString(encrypted: Buffer): string;
  };
  export interface IpcMainInvokeEvent {
    readonly senderFrame: { readonly url: string } | null;
  }
  export const ipcMain: {
    handle(
      channel: string,
      listener: (event: IpcMainInvokeEvent, ...args: never[]) => unknown,
    ): void;
  };
  export const ipcRenderer: {
    invoke(channel: string, ...args: unknown[]): Promise<unknown>;
    on(channel: string, listener: (event: unknown, ...args: never[]) => void): void;
  };
  export const contextBridge: {
    exposeInMainWorld(key: string, api: object): void;
  };
  export class BrowserWindow {
    constructor(options: {
      webPreferences: { preload: string; contextIsolation: boolean; sandbox: boolean };
    });
    static getAllWindows(): BrowserWindow[];
    loadURL(url: string): Promise<void>;
    readonly webContents: { send(channel: string, ...args: unknown[]): void };
  }
}
