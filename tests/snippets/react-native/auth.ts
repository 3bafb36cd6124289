import { createAuthClient } from '@tandem-auth/client';
import { bodyDelivery, type RefreshTokenStore } from '@tandem-auth/client/native';
import * as SecureStore from 'expo-secure-store';
import { AppState } from 'react-native';

const key = 'tandem-refresh-token';
const options = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY };

/** Keychain on iOS, Keystore on Android. The value is in no backup and on no other device. */
const store: RefreshTokenStore = {
  get: () => SecureStore.getItemAsync(key, options),
  set: (value) => SecureStore.setItemAsync(key, value, options),
  delete: () => SecureStore.deleteItemAsync(key, options),
};

export const auth = createAuthClient({
  baseURL: 'https://api.example.com',
  delivery: bodyDelivery({ store }),
  // There is one process, and no need to renew while the app is in the background.
  crossTab: false,
  refresh: 'on-demand',
});

// When the app is in the foreground again: find out whether the session is still valid.
AppState.addEventListener('change', (state) => {
  if (state !== 'active') return;
  const work = auth.getSession().status === 'stale' ? auth.refresh() : auth.getAccessToken();
  // The session shows the outcome.
  work.catch(() => {});
});
