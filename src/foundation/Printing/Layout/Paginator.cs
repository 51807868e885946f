using VanLang.Printing.Contracts;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Layout;

/// <summary>Puts pieces on pages and numbers them: centred in the top margin, not on the first (Decree 30/2020, Annex I).</summary>
internal sealed class Paginator(PageSetup setup)
{
    private readonly List<Page> pages = [];
    private double y;

    private double Top => Units.Points(setup.Top);

    private double Bottom => Units.Points(setup.Height - setup.Bottom);

    private double Left => Units.Points(setup.Left);

    public IReadOnlyList<Page> Paginate(IReadOnlyList<Piece> pieces)
    {
        NewPage();
        var queue = new LinkedList<Piece>(pieces);
        while (queue.First is { } node)
        {
            if (node.Value is BreakPiece)
            {
                NewPage();
                queue.RemoveFirst();
                continue;
            }

            if (y > Top && !Fits(node))
                BreakBefore(queue);
            else
                PlaceFirst(queue);
        }

        if (setup.Numbers)
            Number();
        return pages;
    }

    private bool Fits(LinkedListNode<Piece> first)
    {
        double needed = 0, whole = 0;
        for (var node = first; node is not null; node = node.Next)
        {
            needed += node.Value.Before + node.Value.Height;
            whole += node.Value.Height;
            if (!node.Value.KeepWithNext || whole > Bottom - Top)
                break;
        }

        // A chain that no page can hold is not kept together.
        return whole > Bottom - Top ? y + first.Value.Before + first.Value.Height <= Bottom : y + needed <= Bottom + 0.01;
    }

    private void BreakBefore(LinkedList<Piece> queue)
    {
        var piece = queue.First!.Value;
        if (piece.Height > Bottom - Top && piece.Split(Bottom - y - piece.Before) is { } parts)
        {
            queue.RemoveFirst();
            Put(parts.Fits);
            queue.AddFirst(parts.Remains);
        }

        NewPage();
        RepeatHead(queue.First!.Value);
    }

    private void PlaceFirst(LinkedList<Piece> queue)
    {
        var piece = queue.First!.Value;
        queue.RemoveFirst();
        if (y + piece.Height > Bottom + 0.01 && piece.Split(Bottom - y) is { } parts)
        {
            Put(parts.Fits);
            queue.AddFirst(parts.Remains);
            NewPage();
            RepeatHead(parts.Remains);
            return;
        }

        Put(piece);
    }

    private void RepeatHead(Piece piece)
    {
        if (piece.Head is { } head)
            Put(head);
    }

    private void Put(Piece piece)
    {
        if (y > Top)
            y += piece.Before;
        piece.Place(pages[^1], Left, y);
        y += piece.Height;
    }

    private void NewPage()
    {
        pages.Add(new Page(pages.Count + 1, Units.Points(setup.Height)));
        y = Top;
    }

    private void Number()
    {
        var face = new FaceKey(PrintFamily.Serif, false, false);
        foreach (var page in pages.Skip(1))
        {
            var text = $"{page.Number}";
            var x = (Units.Points(setup.Width) - face.Font.WidthOf(text, 13)) / 2;
            page.Operations.Add(new TextOperation(x, Units.Points(setup.Top * 0.62), text, face, 13, "#000000"));
        }
    }
}

internal static class Units
{
    /// <summary>Millimetres to points of 1/72 inch.</summary>
    public static double Points(double millimetres) => millimetres * 72 / 25.4;
}
