import { Logo } from './logo.js';

export function Brand() {
  return (
    <div className="brand">
      <Logo size={32} />
      <span>Tandem CRM</span>
    </div>
  );
}
