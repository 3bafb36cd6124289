using Tandem.Peers;

// Arguments: which peer, a folder, the number of sessions, everybody's password.
var history = new History(args[1], int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture), args[3]);
await (args[0] switch
{
    "identity" => IdentityPeer.RunAsync(history),
    "openiddict" => OpenIddictPeer.RunAsync(history),
    _ => throw new ArgumentException($"There is no peer '{args[0]}'.", nameof(args)),
});
