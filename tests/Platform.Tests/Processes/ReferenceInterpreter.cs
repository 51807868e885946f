namespace VanLang.Platform.Tests.Processes;

/// <summary>
/// Clause 13 of BPMN 2.0.2 in the plainest way that could be right: tokens lie on flows, any node that can fire may fire next, in an order that
/// is drawn by lot; only an inclusive join waits until nothing else can. It shares no code and no idea of order with the engine.
/// </summary>
internal sealed class ReferenceInterpreter(Area process, Random lot)
{
    /// <summary>One run of a process or sub-process.</summary>
    internal sealed class Run(Area area, Run? around)
    {
        public Area Area => area;

        public Run? Around => around;

        public List<string> OnArrows { get; } = [];

        public List<Open> Open { get; } = [];
    }

    /// <summary>Something that takes time: a task, an event-based gateway, a sub-process.</summary>
    internal sealed class Open(Dot dot, Run? inside)
    {
        public Dot Dot => dot;

        public Run? Inside => inside;

        public HashSet<string> Elapsed { get; } = [];
    }

    private string outcome = "";

    public Run Root { get; } = new(process, null);

    /// <summary>Flows taken since it was cleared.</summary>
    public List<string> Taken { get; } = [];

    /// <summary>Whether a token was taken away, so that what it passed before is a matter of order.</summary>
    public bool Cut { get; set; }

    public void Start()
    {
        Leave(Root, process.Dots.First(dot => dot.Shape is Shape.Start));
        Rest();
    }

    public void Complete(Run run, Open task, string chosen)
    {
        outcome = chosen;
        run.Open.Remove(task);
        Leave(run, task.Dot);
        Rest();
    }

    public void Fire(Run run, Open open, Dot timer)
    {
        if (timer.Shape is Shape.TimerBeside) open.Elapsed.Add(timer.Id);
        else run.Open.Remove(open);
        // Behind an event-based gateway the flow to the event is taken only now.
        Taken.AddRange(run.Area.Into(timer.Id).Select(arrow => arrow.Id));
        Leave(run, timer);
        Rest();
    }

    public IEnumerable<Run> Runs => All(Root);

    /// <summary>What waits, and on which flows tokens lie, whatever the order they came in.</summary>
    public string Marking => Show(Root);

    public static string Show(Run run) => string.Join(' ', run.OnArrows.Concat(run.Open.Select(Show)).Order(StringComparer.Ordinal));

    /// <summary>A place with what is inside and which of its timers have elapsed.</summary>
    public static string Show(Open open) => open.Dot.Id + (open.Inside is null ? "" : $"({Show(open.Inside)})") + string.Concat(open.Elapsed.Order(StringComparer.Ordinal).Select(timer => $"-{timer}"));

    private static IEnumerable<Run> All(Run run) => run.Open.Where(open => open.Inside is not null).SelectMany(open => All(open.Inside!)).Prepend(run);

    private void Rest()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var able = Runs.SelectMany(Able).ToArray();
            if (able.Length > 0) able[lot.Next(able.Length)]();
            else if (!FireInclusive()) return;
        }

        throw new InvalidOperationException("The reference does not come to rest.");
    }

    private IEnumerable<Action> Able(Run run)
    {
        foreach (var lying in run.OnArrows.Distinct())
        {
            var dot = run.Area[run.Area.Arrows.First(arrow => arrow.Id == lying).To];
            var joins = dot.Shape is Shape.Parallel or Shape.Inclusive && run.Area.Into(dot.Id).Count() > 1;
            if (!joins) yield return () => Enter(run, lying, dot);
        }

        foreach (var dot in run.Area.Dots.Where(dot => dot.Shape is Shape.Parallel))
        {
            var into = run.Area.Into(dot.Id).Select(arrow => arrow.Id).ToArray();
            if (into.Length > 1 && into.All(run.OnArrows.Contains)) yield return () => Merge(run, dot, into);
        }

        foreach (var open in run.Open.Where(open => open.Inside is { OnArrows.Count: 0, Open.Count: 0 }))
        {
            yield return () =>
            {
                run.Open.Remove(open);
                Leave(run, open.Dot);
            };
        }
    }

    private void Enter(Run run, string lying, Dot dot)
    {
        run.OnArrows.Remove(lying);
        switch (dot.Shape)
        {
            case Shape.Task or Shape.EventGateway:
                run.Open.Add(new(dot, null));
                break;
            case Shape.Sub:
                var inside = new Run(dot.Inside!, run);
                run.Open.Add(new(dot, inside));
                Leave(inside, dot.Inside!.Dots.First(start => start.Shape is Shape.Start));
                break;
            case Shape.Terminate:
                Cut = true;
                run.OnArrows.Clear();
                run.Open.Clear();
                break;
            case Shape.Error:
                Cut = true;
                while (true)
                {
                    var around = run.Around!;
                    var failed = around.Open.First(open => open.Inside == run);
                    if (around.Area.Dots.FirstOrDefault(boundary => boundary.Host == failed.Dot.Id && boundary.Shape is Shape.CatchError) is { } caught)
                    {
                        around.Open.Remove(failed);
                        Leave(around, caught);
                        return;
                    }

                    run = around;
                }

            default:
                Leave(run, dot);
                break;
        }
    }

    private void Merge(Run run, Dot dot, IEnumerable<string> arrows)
    {
        foreach (var arrow in arrows) run.OnArrows.Remove(arrow);
        Leave(run, dot);
    }

    private void Leave(Run run, Dot dot)
    {
        var ways = run.Area.Out(dot.Id).ToArray();
        var taken = dot.Shape switch
        {
            Shape.Exclusive => ways.Where(way => way.When is not null && way.When == outcome).Take(1).ToArray(),
            Shape.Inclusive or Shape.Task => ways.Where(way => !way.IsDefault && (way.When is null || way.When == outcome)).ToArray(),
            _ => ways,
        };
        if (taken.Length == 0) taken = ways.Where(way => way.IsDefault).ToArray();
        foreach (var way in taken)
        {
            run.OnArrows.Add(way.Id);
            Taken.Add(way.Id);
        }
    }

    private bool FireInclusive()
    {
        foreach (var dot in Everything(process).Where(dot => dot.Shape is Shape.Inclusive))
        {
            foreach (var run in Runs.Where(run => run.Area.Dots.Contains(dot)))
            {
                var into = run.Area.Into(dot.Id).Select(arrow => arrow.Id).ToArray();
                if (into.Length < 2) continue;
                var full = into.Where(run.OnArrows.Contains).ToArray();
                var empty = into.Except(full).ToArray();
                if (full.Length == 0 || Others(run, dot).Any(place => Reaches(run.Area, place, dot.Id, empty) && !Reaches(run.Area, place, dot.Id, full))) continue;
                Merge(run, dot, full);
                return true;
            }
        }

        return false;
    }

    /// <summary>Nodes at which tokens are, seen from a join.</summary>
    private static IEnumerable<string> Others(Run run, Dot join) =>
        run.Open.Select(open => open.Dot.Id).Concat(run.OnArrows.Select(id => run.Area.Arrows.First(arrow => arrow.Id == id).To).Where(to => to != join.Id));

    private static bool Reaches(Area area, string from, string join, string[] arrows)
    {
        var seen = new HashSet<string>();
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var place))
        {
            if (place == join || !seen.Add(place)) continue;
            foreach (var way in area.Out(place))
            {
                if (arrows.Contains(way.Id)) return true;
                open.Enqueue(way.To);
            }

            foreach (var boundary in area.Dots.Where(dot => dot.Host == place)) open.Enqueue(boundary.Id);
        }

        return false;
    }

    private static IEnumerable<Dot> Everything(Area area) => area.Dots.SelectMany(dot => dot.Inside is null ? [dot] : Everything(dot.Inside).Prepend(dot));
}
