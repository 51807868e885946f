using System.Collections.Immutable;
using System.Text.Json;

namespace VanLang.Processes.Engine;

/// <summary>The part of a stored state that only processes with scopes, subscriptions, loops or compensation have.</summary>
internal static class InstanceScopesJson
{
    public static void Write(Utf8JsonWriter writer, InstanceState state)
    {
        List(writer, "s"u8, state.Subscriptions, subscription =>
        {
            writer.WriteNumberValue(subscription.Id);
            writer.WriteStringValue(subscription.NodeId);
            writer.WriteNumberValue(subscription.TokenId);
            if (subscription.Key is not null || subscription.WasTrue) writer.WriteStringValue(subscription.Key);
            if (subscription.WasTrue) writer.WriteBooleanValue(true);
        });
        List(writer, "l"u8, state.Locals, local =>
        {
            writer.WriteNumberValue(local.TokenId);
            local.Variables.Write(writer);
        });
        List(writer, "m"u8, state.Loops, loop =>
        {
            writer.WriteNumberValue(loop.TokenId);
            writer.WriteNumberValue(loop.Total);
            writer.WriteNumberValue(loop.Begun);
            writer.WriteNumberValue(loop.Completed);
            ProcessVariables.Write(writer, (IReadOnlyList<object?>)loop.Items);
            ProcessVariables.Write(writer, (IReadOnlyList<object?>)loop.Outputs);
        });
        List(writer, "k"u8, state.Done, activity => Activity(writer, activity));
        List(writer, "u"u8, state.Undoing, queue =>
        {
            writer.WriteNumberValue(queue.TokenId);
            foreach (var activity in queue.Rest)
            {
                writer.WriteStartArray();
                Activity(writer, activity);
                writer.WriteEndArray();
            }
        });
        if (state.Called) writer.WriteBoolean("c"u8, true);
    }

    public static InstanceState Read(JsonElement root, InstanceState state) => state with
    {
        Subscriptions = List(root, "s"u8, entry => new Subscription(
            entry[0].GetInt64(), entry[1].GetString()!, entry[2].GetInt64(), entry.GetArrayLength() > 3 ? entry[3].GetString() : null, entry.GetArrayLength() > 4)),
        Locals = List(root, "l"u8, entry => new LocalVariables(entry[0].GetInt64(), Variables(entry[1]))),
        Loops = List(root, "m"u8, entry => new LoopBody(
            entry[0].GetInt64(), entry[1].GetInt32(), entry[2].GetInt32(), entry[3].GetInt32(), Values(entry[4]), Values(entry[5]))),
        Done = List(root, "k"u8, Activity),
        Undoing = List(root, "u"u8, entry => new Undoing(entry[0].GetInt64(), [.. entry.EnumerateArray().Skip(1).Select(Activity)])),
        Called = root.TryGetProperty("c"u8, out _),
    };

    public static ProcessVariables Variables(JsonElement values) =>
        ProcessVariables.Empty.With(values.EnumerateObject().ToDictionary(entry => entry.Name, entry => (object?)entry.Value));

    private static void Activity(Utf8JsonWriter writer, DoneActivity activity)
    {
        writer.WriteStringValue(activity.NodeId);
        writer.WriteNumberValue(activity.Scope);
        writer.WriteNumberValue(activity.Inside);
        activity.Variables.Write(writer);
    }

    private static DoneActivity Activity(JsonElement entry) => new(entry[0].GetString()!, entry[1].GetInt64(), entry[2].GetInt64(), Variables(entry[3]));

    private static ImmutableArray<object?> Values(JsonElement list) =>
        ProcessVariables.TryKeep(list, out var kept) ? [.. (IReadOnlyList<object?>)kept!] : throw new InvalidDataException("The process state holds a value that cannot be kept.");

    private static void List<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<T> entries, Action<T> write)
    {
        if (entries.IsEmpty) return;
        writer.WriteStartArray(name);
        foreach (var entry in entries)
        {
            writer.WriteStartArray();
            write(entry);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static ImmutableArray<T> List<T>(JsonElement root, ReadOnlySpan<byte> name, Func<JsonElement, T> read) =>
        root.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(read)] : [];
}
