namespace Tandem.Tests.Refresh.Model;

/// <summary>A settled row and the generation its owner holds, numbered from what still matters.</summary>
internal readonly record struct TheftMoment(Row Row, int Jar)
{
    public static TheftMoment Of(in Row row, int jar)
    {
        var lift = Math.Max(0, Math.Min(Math.Min(row.Used, row.From), jar) - 1);
        var (issued, @base) = (row.Issued - lift, row.Base - lift);
        var confirmed = row.Confirmed == row.Issued ? issued : row.IsConfirmed ? @base + 1 : 0;
        return new(new(issued, @base, row.Used - lift, row.From - lift, confirmed, RotatedAt: 0), jar - lift);
    }
}
