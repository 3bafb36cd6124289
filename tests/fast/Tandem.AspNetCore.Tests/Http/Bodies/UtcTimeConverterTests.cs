using System.Text;
using System.Text.Json;

using Tandem.AspNetCore.Http.Bodies;

namespace Tandem.AspNetCore.Tests.Http.Bodies;

public sealed class UtcTimeConverterTests
{
    [Theory]
    [InlineData("2031-05-06T07:08:09+00:00", "2031-05-06T07:08:09Z")]
    [InlineData("2031-05-06T07:08:09.1000000+00:00", "2031-05-06T07:08:09.1Z")]
    [InlineData("2031-05-06T07:08:09.0200000+00:00", "2031-05-06T07:08:09.02Z")]
    [InlineData("2031-05-06T07:08:09.1030000+00:00", "2031-05-06T07:08:09.103Z")]
    [InlineData("2031-05-06T07:08:09.9999999+00:00", "2031-05-06T07:08:09.999Z")]
    [InlineData("2031-05-06T00:08:09.0000001+02:00", "2031-05-05T22:08:09Z")]
    [InlineData("0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9990000+00:00", "9999-12-31T23:59:59.999Z")]
    public void A_time_is_written_in_UTC_to_the_millisecond_where_there_are_any(string time, string expected)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            new UtcTimeConverter().Write(json, DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), JsonSerializerOptions.Default);
        Assert.Equal($"\"{expected}\"", Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
