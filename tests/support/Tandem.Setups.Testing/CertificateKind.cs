namespace Tandem.Setups.Testing;

/// <summary>What is wrong with a server's certificate.</summary>
public enum CertificateKind
{
    Sound,
    Expired,
    OtherName,
    SelfSigned,
}
