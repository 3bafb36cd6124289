interface LogoProps {
  readonly size: number;
  /** Default: none, if the name is beside the logo. */
  readonly alt?: string;
}

export function Logo({ size, alt = '' }: LogoProps) {
  return <img src={`${import.meta.env.BASE_URL}logo.svg`} alt={alt} width={size} height={size} />;
}

export function Brand() {
  return (
    <div className="brand">
      <Logo size={32} />
      <span>Tandem CRM</span>
    </div>
  );
}
