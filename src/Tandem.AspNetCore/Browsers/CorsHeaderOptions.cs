namespace Tandem.AspNetCore.Browsers;

/// <summary>What pages of the front ends may send to this application and read from it, beyond what Tandem itself needs.</summary>
public sealed class CorsHeaderOptions
{
    /// <summary>Names of further headers that pages may send, such as <c>X-Tenant</c>. Default none.</summary>
    public IReadOnlyList<string> RequestHeaders { get; set; } = [];

    /// <summary>Names of further headers that pages may read, such as <c>ETag</c>. Default none.</summary>
    public IReadOnlyList<string> ExposedHeaders { get; set; } = [];
}
