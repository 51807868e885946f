namespace VanLang.Rules.Decisions;

/// <summary>Looks for elements that require each other in a circle.</summary>
internal static class RequirementCycle
{
    /// <summary>The circle, its first element again at the end; null if there is none. Walks without recursion: a chain of decisions may be long.</summary>
    internal static IReadOnlyList<Element>? Find(IEnumerable<Element> elements)
    {
        var done = new HashSet<Element>();
        foreach (var start in elements)
        {
            var path = new Stack<(Element Element, IEnumerator<Element> Next)>();
            var onPath = new HashSet<Element>();
            Enter(start);
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    path.Pop();
                    onPath.Remove(top.Element);
                    done.Add(top.Element);
                }
                else if (onPath.Contains(top.Next.Current))
                {
                    return [.. path.Reverse().Select(step => step.Element).SkipWhile(element => element != top.Next.Current), top.Next.Current];
                }
                else if (!done.Contains(top.Next.Current))
                {
                    Enter(top.Next.Current);
                }
            }

            void Enter(Element element)
            {
                path.Push((element, element.Before.GetEnumerator()));
                onPath.Add(element);
            }
        }

        return null;
    }
}
