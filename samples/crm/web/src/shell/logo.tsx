interface LogoProps {
  readonly size: number;
  /** Default: none, where the name stands beside it. */
  readonly alt?: string;
}

export function Logo({ size, alt = '' }: LogoProps) {
  return <img src={`${import.meta.env.BASE_URL}logo.svg`} alt={alt} width={size} height={size} />;
}
