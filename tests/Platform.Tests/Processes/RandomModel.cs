using System.Globalization;
using System.Text;
using CsCheck;

namespace VanLang.Platform.Tests.Processes;

/// <summary>A structured process: every split has its join, so that it must always come to its end.</summary>
internal abstract record Block
{
    public sealed record Pass : Block;

    public sealed record Work(TimerKindOnTask Timer) : Block;

    public sealed record Wait : Block;

    public sealed record Sequence(Block[] Parts) : Block;

    /// <summary>A task whose outcome chooses one branch; the last branch is the default.</summary>
    public sealed record Choice(Block[] Branches) : Block;

    public sealed record Parallel(Block[] Branches) : Block;

    /// <summary>The body, then a task whose outcome <c>again</c> leads back before the body.</summary>
    public sealed record Loop(Block Body) : Block;

    public static Gen<Block> Gen(int depth)
    {
        var leaf = CsCheck.Gen.OneOf(
            CsCheck.Gen.Const<Block>(new Pass()),
            CsCheck.Gen.Const<Block>(new Wait()),
            CsCheck.Gen.Int[0, 2].Select(timer => (Block)new Work((TimerKindOnTask)timer)));
        if (depth == 0) return leaf;
        var inner = Gen(depth - 1);
        return CsCheck.Gen.OneOf(
            leaf,
            inner.Array[0, 3].Select(parts => (Block)new Sequence(parts)),
            inner.Array[2, 4].Select(branches => (Block)new Choice(branches)),
            inner.Array[2, 4].Select(branches => (Block)new Parallel(branches)),
            inner.Select(body => (Block)new Loop(body)));
    }
}

internal enum TimerKindOnTask
{
    None,
    Interrupting,
    Notifying,
}

/// <summary>Writes a structured process as BPMN.</summary>
internal sealed class RandomModel
{
    private readonly StringBuilder xml = new();
    private int next;

    /// <summary>For each parallel block, the flow into its fork and the flow out of its join.</summary>
    public List<(string Into, string OutOf)> ParallelBlocks { get; } = [];

    public static (byte[] File, RandomModel Model) Write(Block block)
    {
        var model = new RandomModel();
        model.Add("<startEvent id=\"start\"/><endEvent id=\"end\"/>");
        var (first, last) = model.Write1(block);
        model.Flow("start", first);
        model.Flow(last, "end");
        return (BpmnText.File(model.xml.ToString()), model);
    }

    private (string First, string Last) Write1(Block block)
    {
        switch (block)
        {
            case Block.Pass:
            {
                var id = Id("pass");
                Add($"<task id=\"{id}\"/>");
                return (id, id);
            }

            case Block.Wait:
            {
                var id = Id("wait");
                Add($"<intermediateCatchEvent id=\"{id}\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>");
                return (id, id);
            }

            case Block.Work work:
                return Task(work.Timer);
            case Block.Sequence sequence:
            {
                var first = Id("pass");
                Add($"<task id=\"{first}\"/>");
                var last = first;
                foreach (var (start, end) in sequence.Parts.Select(Write1).ToArray())
                {
                    Flow(last, start);
                    last = end;
                }

                return (first, last);
            }

            case Block.Choice choice:
            {
                var (task, split, merge) = (Id("choose"), Id("split"), Id("merge"));
                var outcomes = Enumerable.Range(0, choice.Branches.Length).Select(branch => $"o{branch}").ToArray();
                Add(BpmnText.Task(task, string.Join(' ', outcomes)));
                Flow(task, split);
                var fallback = "";
                for (var i = 0; i < outcomes.Length; i++)
                {
                    var (start, end) = Write1(choice.Branches[i]);
                    fallback = Flow(split, start, i < outcomes.Length - 1 ? $"outcome = \"{outcomes[i]}\"" : null);
                    Flow(end, merge);
                }

                Add($"<exclusiveGateway id=\"{split}\" default=\"{fallback}\"/><exclusiveGateway id=\"{merge}\"/>");
                return (task, merge);
            }

            case Block.Parallel parallel:
            {
                var (before, fork, join, after) = (Id("pass"), Id("fork"), Id("join"), Id("pass"));
                Add($"<task id=\"{before}\"/><parallelGateway id=\"{fork}\"/><parallelGateway id=\"{join}\"/><task id=\"{after}\"/>");
                foreach (var branch in parallel.Branches)
                {
                    var (start, end) = Write1(branch);
                    Flow(fork, start);
                    Flow(end, join);
                }

                ParallelBlocks.Add((Flow(before, fork), Flow(join, after)));
                return (before, after);
            }

            case Block.Loop loop:
            {
                var (merge, task, split, after) = (Id("merge"), Id("again"), Id("split"), Id("pass"));
                var (start, end) = Write1(loop.Body);
                Add($"<exclusiveGateway id=\"{merge}\"/>{BpmnText.Task(task, "again done")}<exclusiveGateway id=\"{split}\"/><task id=\"{after}\"/>");
                Flow(merge, start);
                Flow(end, task);
                Flow(task, split);
                Flow(split, merge, "outcome = \"again\"");
                Flow(split, after, "outcome = \"done\"");
                return (merge, after);
            }

            default: throw new ArgumentOutOfRangeException(nameof(block));
        }
    }

    private (string First, string Last) Task(TimerKindOnTask timer)
    {
        var task = Id("task");
        Add(BpmnText.Task(task));
        if (timer is TimerKindOnTask.None) return (task, task);
        var (boundary, merge) = (Id("late"), Id("merge"));
        Add($"<boundaryEvent id=\"{boundary}\" attachedToRef=\"{task}\" cancelActivity=\"{(timer is TimerKindOnTask.Interrupting ? "true" : "false")}\">" +
            "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>");
        if (timer is TimerKindOnTask.Notifying)
        {
            var (notice, end) = (Id("notice"), Id("end"));
            Add(BpmnText.Task(notice) + $"<endEvent id=\"{end}\"/>");
            Flow(boundary, notice);
            Flow(notice, end);
            return (task, task);
        }

        Add($"<exclusiveGateway id=\"{merge}\"/>");
        Flow(task, merge);
        Flow(boundary, merge);
        return (task, merge);
    }

    private void Add(string element) => xml.Append(element).Append('\n');

    private string Id(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{next++}");

    private string Flow(string from, string to, string? condition = null)
    {
        var id = Id("f");
        Add(BpmnText.Flow(id, from, to, condition));
        return id;
    }
}
