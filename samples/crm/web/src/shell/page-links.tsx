import { IconActivityHeartbeat, IconDevices, IconReceipt2, IconUsers } from '@tabler/icons-react';
import { NavLink } from 'react-router';

const pages = [
  { path: '/', name: 'Orders', Icon: IconReceipt2, testId: 'nav-orders' },
  { path: '/users', name: 'People', Icon: IconUsers, testId: 'nav-users' },
  { path: '/devices', name: 'Devices', Icon: IconDevices, testId: 'nav-devices' },
  { path: '/session', name: 'Session', Icon: IconActivityHeartbeat, testId: 'nav-session' },
];

export function PageLinks() {
  return (
    <nav className="page-links" aria-label="Pages">
      {pages.map(({ path, name, Icon, testId }) => (
        <NavLink key={path} to={path} end data-testid={testId}>
          <Icon size={20} stroke={1.7} aria-hidden />
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
