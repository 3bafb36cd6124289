export { type BodyDeliveryOptions, bodyDelivery } from './body-delivery.js';
export type { RefreshTokenStore } from './refresh-token-store.js';
