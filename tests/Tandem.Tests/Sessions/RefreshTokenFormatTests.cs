using Tandem.Keys;
using Tandem.Sessions;
using Tandem.Testing;

namespace Tandem.Tests.Sessions;

public sealed class RefreshTokenFormatTests
{
    [Fact]
    public void A_token_reads_back_as_it_was_made()
    {
        var random = new SeededRandom(1);
        var time = new ManualTimeProvider();
        var format = new RefreshTokenFormat(new RefreshTokenKeys(new MasterKeyRing(new MasterKey(random.Bytes(32)), []), random.Identifier()));
        var now = time.GetUtcNow();
        var text = format.Encode(new RefreshToken(0, random.Identifier(), 7, now, now.AddDays(7), random.Bytes(32)));

        Assert.Equal(RefreshTokenFormat.EncodedLength, text.Length);
        Assert.Equal(RefreshTokenFault.None, format.TryParse(text, now, out var token));
        Assert.Equal(7, token!.Generation);
        Assert.Equal(text, format.Encode(token));
    }
}
