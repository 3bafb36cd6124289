namespace Tandem.Faults.Tests.Disks;

/// <summary>What the system says; the values are Linux's.</summary>
public enum DiskError
{
    /// <summary><c>EIO</c>: the disk is broken.</summary>
    Broken = 5,

    /// <summary><c>ENOSPC</c>: the disk is full.</summary>
    Full = 28,
}
