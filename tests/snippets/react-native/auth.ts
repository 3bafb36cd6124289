import { createAuthClient } from '@tandem-auth/client';
import { bodyDelivery, type RefreshTokenStore } from '@tandem-auth/client/native';
import * as SecureStore from 'expo-secure-store';
import { AppState } from 'react-native';

const key = 'tandem-refresh-token';
const options = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY };

/** Keychain on iOS, Keystore on Android. Not in a backup, and not on another device. */
const store: RefreshTokenStore = {
  get: () => SecureStore.getItemAsync(key, options),
  set: (value) => SecureStore.setItemAsync(key, value, options),
  delete: () => SecureStore.deleteItemAsync(key, options),
};

export const auth = createAuthClient({
  baseURL: 'https://api.example.com',
  delivery: bodyDelivery({ store }),
  // One process, and nothing to save by renewing while the app is in a pocket.
  crossTab: false,
  refresh: 'on-demand',
});

// Back in the foreground, or online again after a failure: find out what the session is.
AppState.addEventListener('change', (state) => {
  if (state !== 'active') return;
  const work = auth.getSession().status === 'stale' ? auth.refresh() : auth.getAccessToken();
  // What came of it stands in the session.
  work.catch(() => {});
});
