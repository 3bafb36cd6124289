namespace Tandem.Passwords;

/// <summary>Opens a library of the operating system by name; a test passes one that finds nothing.</summary>
internal delegate bool NativeLoader(string name, out nint handle);
