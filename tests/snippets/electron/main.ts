import { join } from 'node:path';
import { type Credentials, createAuthClient, isAuthError } from '@tandem-auth/client';
import { bodyDelivery } from '@tandem-auth/client/native';
import { fileTokenStore } from '@tandem-auth/client/native/node';
import { app, BrowserWindow, type IpcMainInvokeEvent, ipcMain, safeStorage } from 'electron';

const auth = createAuthClient({
  baseURL: 'https://api.example.com',
  crossTab: false,
  delivery: bodyDelivery({
    store: fileTokenStore(join(app.getPath('userData'), 'session'), {
      protect: (value) => safeStorage.encryptString(value).toString('base64'),
      reveal: (kept) => safeStorage.decryptString(Buffer.from(kept, 'base64')),
    }),
  }),
});

const isOurPage = (event: IpcMainInvokeEvent) => event.senderFrame?.url.startsWith('app://crm/');

/** Pages call actions by name. They never get a token, and cannot choose where a request goes. */
function handle<T>(channel: string, work: (input: never) => Promise<T>): void {
  ipcMain.handle(channel, async (event, input) => {
    if (!isOurPage(event)) return { error: 'not_allowed' };
    try {
      return { value: await work(input) };
    } catch (error) {
      return { error: isAuthError(error) ? error.code : String(error) };
    }
  });
}

handle('session', async () => auth.getSession().user);
handle('sign-in', async (credentials: Credentials) => (await auth.signIn(credentials)).user);
handle('sign-out', () => auth.signOut());
handle('orders', async () => (await auth.fetch('/api/orders')).json());

auth.subscribe(() => {
  const { status, user } = auth.getSession();
  for (const { webContents } of BrowserWindow.getAllWindows()) {
    webContents.send('session-changed', { status, user });
  }
});

async function start(): Promise<void> {
  await auth.start();
  const preload = join(import.meta.dirname, 'preload.cjs');
  const window = new BrowserWindow({
    webPreferences: { preload, contextIsolation: true, sandbox: true },
  });
  await window.loadURL('app://crm/');
}

// One process for one token. `safeStorage` has no key before the app is ready.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();
