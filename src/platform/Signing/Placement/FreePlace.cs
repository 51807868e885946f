namespace VanLang.Signing.Placement;

/// <summary>Part of a page in which a block belongs, as the page is seen, and the corner that it seeks.</summary>
/// <param name="Area">The part.</param>
/// <param name="ToRight">Whether it seeks the right edge, else the left.</param>
/// <param name="ToTop">Whether it seeks the upper edge, else the lower.</param>
internal sealed record PlaceArea(Box Area, bool ToRight, bool ToTop);

/// <summary>Finds the place nearest to a corner where a block covers nothing.</summary>
internal static class FreePlace
{
    private const double Step = 3, Distance = 2;

    public static Box? Find(IReadOnlyList<Box> taken, double width, double height, PlaceArea part)
    {
        var (right, down) = (part.Area.Width - width, part.Area.Height - height);
        if (right < 0 || down < 0)
            return null;
        var near = taken.Where(box => box.Touches(part.Area.Grown(Distance))).ToList();
        (double Far, Box Place)? best = null;
        for (double dy = 0; dy <= down; dy += Step)
        {
            for (double dx = 0; dx <= right && (best is null || dx + dy < best.Value.Far); dx += Step)
            {
                var left = part.ToRight ? part.Area.Right - dx - width : part.Area.Left + dx;
                var bottom = part.ToTop ? part.Area.Top - dy - height : part.Area.Bottom + dy;
                var place = new Box(left, bottom, left + width, bottom + height);
                if (near.Any(box => box.Touches(place.Grown(Distance))))
                    continue;
                best = (dx + dy, place);
                break;
            }
        }

        return best?.Place;
    }
}
