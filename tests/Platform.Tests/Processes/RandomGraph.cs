using System.Globalization;
using System.Text;

namespace VanLang.Platform.Tests.Processes;

internal enum Shape
{
    Task,
    Pass,
    Exclusive,
    Parallel,
    Inclusive,
    Sub,
    EventGateway,
    Catch,
    Start,
    End,
    Terminate,
    Error,
    Timer,
    TimerBeside,
    CatchError,
}

/// <summary>A node of a generated graph; it knows nothing of BPMN files.</summary>
internal sealed record Dot(string Id, Shape Shape, string? Host = null, Area? Inside = null);

/// <param name="When">The outcome it is taken for; null always, or as the default where the node has one.</param>
internal sealed record Arrow(string Id, string From, string To, string? When, bool IsDefault);

/// <summary>Nodes and flows of a process or sub-process.</summary>
internal sealed class Area
{
    public List<Dot> Dots { get; } = [];

    public List<Arrow> Arrows { get; } = [];

    public Dot this[string id] => Dots.First(dot => dot.Id == id);

    public IEnumerable<Arrow> Out(string id) => Arrows.Where(arrow => arrow.From == id);

    public IEnumerable<Arrow> Into(string id) => Arrows.Where(arrow => arrow.To == id);
}

/// <summary>
/// Makes an unstructured process out of a list of numbers: splits and joins that need not match, loops through tasks, sub-processes with
/// boundary events. A shorter list of smaller numbers makes a smaller process, so that what fails can be shrunk.
/// </summary>
internal sealed class RandomGraph
{
    public static readonly string[] Outcomes = ["a", "b", "c"];

    private readonly int[] genes;
    private int at;
    private int next;

    private RandomGraph(int[] genes) => this.genes = genes;

    public static Area Of(int[] genes) => new RandomGraph(genes).Build(0, catchesErrors: false);

    private int Gene(int below) => at < genes.Length ? (int)((uint)genes[at++] % (uint)below) : 0;

    private string Id(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{next++}");

    private Area Build(int depth, bool catchesErrors)
    {
        var area = new Area();
        var start = new Dot(Id("start"), Shape.Start);
        area.Dots.Add(start);
        var line = new List<Dot>();
        var count = 2 + Gene(depth == 0 ? 7 : 4);
        for (var i = 0; i < count; i++)
        {
            var shape = (Shape)Gene(depth < 2 ? 7 : 5);
            if (shape is Shape.Sub)
            {
                var catches = Gene(2) == 1;
                var sub = new Dot(Id("sub"), Shape.Sub, null, Build(depth + 1, catches));
                line.Add(sub);
                if (catches) area.Dots.Add(new(Id("error"), Shape.CatchError, sub.Id));
            }
            else line.Add(new(Id("n"), shape is Shape.EventGateway && depth > 1 ? Shape.Pass : shape));
        }

        line.Add(new(Id("end"), Shape.End));
        // Not both: which of the two comes first is for the order of branches to say, and BPMN leaves that open.
        if (catchesErrors && Gene(2) == 1) line.Add(new(Id("fail"), Shape.Error));
        else if (Gene(4) == 1) line.Add(new(Id("stop"), Shape.Terminate));
        area.Dots.AddRange(line);

        Join(area, start, line[0]);
        for (var i = 0; i < count; i++) Lead(area, line, i);
        // What cannot be reached yet is led to from the node before.
        for (var i = 1; i < line.Count; i++)
        {
            if (!Reached(area, start.Id).Contains(line[i].Id)) Join(area, line[Math.Min(i, count) - 1], line[i]);
        }

        foreach (var host in line.Where(dot => dot.Shape is Shape.Task or Shape.Sub).ToArray())
        {
            if (Gene(4) == 1) area.Dots.Add(new(Id("timer"), Gene(2) == 1 ? Shape.Timer : Shape.TimerBeside, host.Id));
        }

        foreach (var boundary in area.Dots.Where(dot => dot.Host is not null).ToArray())
        {
            var host = line.FindIndex(dot => dot.Id == boundary.Host);
            Join(area, boundary, line[host + 1 + Gene(line.Count - host - 1)]);
        }

        return area;
    }

    private static HashSet<string> Reached(Area area, string from)
    {
        var reached = new HashSet<string>([from]);
        var open = new Stack<string>(reached);
        while (open.TryPop(out var id))
        {
            foreach (var way in area.Out(id).Where(way => reached.Add(way.To))) open.Push(way.To);
        }

        return reached;
    }

    private void Lead(Area area, List<Dot> line, int i)
    {
        var dot = line[i];
        var ways = dot.Shape is Shape.Task or Shape.Pass or Shape.Sub ? 1 : 1 + Gene(3);
        for (var way = 0; way < ways; way++) Join(area, dot, line[i + 1 + Gene(line.Count - i - 1)], isDefault: way == 0 && dot.Shape is Shape.Exclusive or Shape.Inclusive);
        if (dot.Shape is Shape.Task && Gene(4) == 1)
        {
            // Back, for one of the outcomes; else on.
            var on = area.Out(dot.Id).First();
            area.Arrows[area.Arrows.IndexOf(on)] = on with { IsDefault = true };
            area.Arrows.Add(new(Id("f"), dot.Id, line[Gene(i + 1)].Id, "a", false));
        }
    }

    private void Join(Area area, Dot from, Dot to, bool isDefault = false)
    {
        if (from.Shape is Shape.EventGateway)
        {
            var caught = new Dot(Id("catch"), Shape.Catch);
            area.Dots.Add(caught);
            area.Arrows.Add(new(Id("f"), from.Id, caught.Id, null, false));
            area.Arrows.Add(new(Id("f"), caught.Id, to.Id, null, false));
            return;
        }

        var decides = area.Out(from.Id).Any(arrow => arrow.IsDefault);
        area.Arrows.Add(new(Id("f"), from.Id, to.Id, decides && !isDefault ? Outcomes[Gene(3)] : null, isDefault));
    }

    public static byte[] Write(Area area)
    {
        var xml = new StringBuilder();
        Write(area, xml);
        return BpmnText.File(xml.ToString());
    }

    private static void Write(Area area, StringBuilder xml)
    {
        foreach (var dot in area.Dots) xml.Append(Element(area, dot)).Append('\n');
        foreach (var arrow in area.Arrows) xml.Append(BpmnText.Flow(arrow.Id, arrow.From, arrow.To, arrow.When is null ? null : $"outcome = \"{arrow.When}\"")).Append('\n');
    }

    private static string Element(Area area, Dot dot)
    {
        const string hour = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";
        var head = $"id=\"{dot.Id}\"" + (area.Out(dot.Id).FirstOrDefault(arrow => arrow.IsDefault) is { } fallback ? $" default=\"{fallback.Id}\"" : "");
        return dot.Shape switch
        {
            Shape.Task => $"<userTask {head} name=\"x\" vl:candidateRole=\"officer\" vl:candidateUnit=\"competent\" vl:outcomes=\"a b c\"/>",
            Shape.Pass => $"<task {head}/>",
            Shape.Exclusive => $"<exclusiveGateway {head}/>",
            Shape.Parallel => $"<parallelGateway {head}/>",
            Shape.Inclusive => $"<inclusiveGateway {head}/>",
            Shape.EventGateway => $"<eventBasedGateway {head}/>",
            Shape.Catch => $"<intermediateCatchEvent {head}>{hour}</intermediateCatchEvent>",
            Shape.Start => $"<startEvent {head}/>",
            Shape.End => $"<endEvent {head}/>",
            Shape.Terminate => $"<endEvent {head}><terminateEventDefinition/></endEvent>",
            Shape.Error => $"<endEvent {head}><errorEventDefinition errorRef=\"e-a\"/></endEvent>",
            Shape.Sub => $"<subProcess {head}>{Inside(dot.Inside!)}</subProcess>",
            _ => BpmnText.Boundary(dot.Id, dot.Host!, dot.Shape is Shape.CatchError ? "<errorEventDefinition/>" : hour, dot.Shape is not Shape.TimerBeside),
        };
    }

    private static string Inside(Area area)
    {
        var xml = new StringBuilder();
        Write(area, xml);
        return xml.ToString();
    }
}
