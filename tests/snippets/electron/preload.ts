import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('crm', {
  session: () => ipcRenderer.invoke('session'),
  signIn: (credentials: object) => ipcRenderer.invoke('sign-in', credentials),
  signOut: () => ipcRenderer.invoke('sign-out'),
  orders: () => ipcRenderer.invoke('orders'),
  onSession: (listener: (session: unknown) => void) =>
    ipcRenderer.on('session-changed', (_event, session) => listener(session)),
});
