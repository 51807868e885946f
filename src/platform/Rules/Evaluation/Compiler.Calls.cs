using VanLang.Rules.BuiltIns;
using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Calls and function definitions.</summary>
internal sealed partial class Compiler
{
    private Compiled Call(CallNode node)
    {
        if (node.Target is not NameNode name || IsLocal(name.Name)) return DynamicCall(node, Compile(node.Target).Run);
        var builtIn = BuiltInCatalogue.Find(name.Name);
        if (unit.KnownNames.Contains(name.Name)) return DynamicCall(node, Callee(name, builtIn));
        if (builtIn is not null) return BuiltInCall(node, builtIn);
        Problem(name.At, "feel.function.unknown", name.Name);
        return new(frame => frame.Session.Warn(source, name.At, "feel.function.unknown", name.Name), FeelKind.Null);
    }

    private bool IsLocal(string name)
    {
        for (var inner = unit.Scope; inner is not null; inner = inner.Outer)
        {
            if (inner is NamedScope named && named.Slots.ContainsKey(name)) return true;
        }

        return false;
    }

    /// <summary>A variable may bear the name of a built-in function, such as <c>date</c>, without hiding it.</summary>
    private Code Callee(NameNode name, BuiltInFunction? builtIn)
    {
        var run = Compile(name).Run;
        return builtIn is null ? run : frame => run(frame) as FeelFunction ?? builtIn;
    }

    private Compiled DynamicCall(CallNode node, Code callee)
    {
        var arguments = node.Arguments.Select(argument => Compile(argument.Value).Run).ToArray();
        var names = node.Arguments.Count > 0 && node.Arguments[0].Name is not null ? node.Arguments.Select(argument => argument.Name!).ToArray() : null;
        return new(
            frame =>
            {
                var target = callee(frame);
                if (target is not FeelFunction function) return frame.Session.Warn(source, node.At, "feel.function.kind", FeelKinds.Name(FeelKinds.Of(target)));
                var values = Run(frame, arguments);
                if (names is null) return function.Invoke(frame.Session, source, node.At, values);
                return function is BuiltInFunction builtIn ? InvokeNamed(frame, node.At, builtIn, names, values) : InvokeNamed(frame, node.At, function, names, values);
            },
            FeelKind.Any);
    }

    private object? InvokeNamed(Frame frame, int at, FeelFunction function, string[] names, object?[] values)
    {
        var parameters = function.Parameters!;
        var ordered = new object?[parameters.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var place = Array.IndexOf(parameters, names[i]);
            if (place < 0) return frame.Session.Warn(source, at, "feel.function.parameter", "function", names[i]);
            ordered[place] = values[i];
        }

        return function.Invoke(frame.Session, source, at, ordered);
    }

    private object? InvokeNamed(Frame frame, int at, BuiltInFunction function, string[] names, object?[] values)
    {
        frame.Session.Descend();
        var candidates = function.Candidates(names);
        if (candidates.Length == 0) return frame.Session.Warn(source, at, "feel.function.parameter", function.Name, string.Join(", ", names));
        return RunNamed(frame, at, candidates, names, values);
    }

    private Compiled BuiltInCall(CallNode node, BuiltInFunction function)
    {
        var compiled = node.Arguments.Select(argument => Compile(argument.Value)).ToArray();
        var names = node.Arguments.Count > 0 && node.Arguments[0].Name is not null ? node.Arguments.Select(argument => argument.Name!).ToArray() : null;
        var candidates = names is null ? function.Candidates(compiled.Length) : function.Candidates(names);
        if (candidates.Length == 0)
        {
            var (code, arguments) = Misfit(function, names, compiled.Length);
            Problem(node.At, code, arguments);
            return new(frame => frame.Session.Warn(source, node.At, code, arguments), FeelKind.Null);
        }

        var fitting = candidates.Where(form => FirstMisfit(form, names, compiled) is null).ToArray();
        if (fitting.Length == 0)
        {
            var (parameter, kind) = FirstMisfit(candidates[0], names, compiled)!.Value;
            Problem(node.At, "feel.function.argument", function.Name, parameter.Name, FeelKinds.Name(parameter.Accepts & ~FeelKind.Null), FeelKinds.Name(kind));
            fitting = candidates;
        }

        var runs = Array.ConvertAll(compiled, argument => argument.Run);
        var result = fitting.Aggregate(FeelKind.Null, (kinds, form) => kinds | form.Result);
        if (names is null && node.Arguments is [{ Value: StringNode literal }] && function.Name is "date" or "time" or "date and time" or "duration")
        {
            return TemporalConstant(node, literal, fitting, result);
        }

        return names is null
            ? new(frame => BuiltInFunction.Run(frame.Session, source, node.At, fitting, Run(frame, runs)), result)
            : new(frame => RunNamed(frame, node.At, fitting, names, Run(frame, runs)), result);
    }

    /// <summary><c>date("2026-02-30")</c> is wrong before anything runs.</summary>
    private Compiled TemporalConstant(CallNode node, StringNode literal, BuiltIn[] fitting, FeelKind result)
    {
        var session = new Session(DateTimeOffset.UnixEpoch);
        var value = BuiltInFunction.Run(session, source, node.At, fitting, [literal.Value]);
        if (value is not null) return Constant(value, FeelKinds.Of(value));
        Problem(literal.At, "feel.temporal", literal.Value);
        return new(frame => frame.Session.Warn(source, literal.At, "feel.temporal", literal.Value), result);
    }

    private static (string Code, string[] Arguments) Misfit(BuiltInFunction function, string[]? names, int count) =>
        names is not null && function.UnknownParameter(names) is { } unknown
            ? ("feel.function.parameter", [function.Name, unknown])
            : ("feel.function.arity", [function.Name, function.Counts(), $"{count}"]);

    /// <summary>The first parameter that no value of the argument's kinds fits.</summary>
    private static (BuiltInParameter Parameter, FeelKind Kind)? FirstMisfit(BuiltIn form, string[]? names, Compiled[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = names is null ? form.Parameters[Math.Min(i, form.Parameters.Length - 1)] : form.Parameters.First(p => p.Name == names[i]);
            var several = parameter.Form is ParameterForm.Rest || (parameter.Form is ParameterForm.Spread && arguments.Length > form.Parameters.Length);
            if (!several && !BuiltInFunction.MayBind(parameter, arguments[i].Kind)) return (parameter, arguments[i].Kind);
        }

        return null;
    }

    private object? RunNamed(Frame frame, int at, BuiltIn[] candidates, string[] names, object?[] values)
    {
        object? result = null;
        for (var i = 0; i < candidates.Length; i++)
        {
            var form = candidates[i];
            var ordered = Array.ConvertAll(form.Parameters, parameter => Array.IndexOf(names, parameter.Name) is >= 0 and var place ? values[place]
                : parameter.Accepts.HasFlag(FeelKind.Null) ? null : LeftOut.Instance);
            if (form.Parameters is [.., { Form: ParameterForm.Rest, Name: var rest }])
            {
                var collected = names.Contains(rest) ? ordered[^1] : null;
                ordered = [.. ordered[..^1], .. collected as FeelList ?? (collected is null ? FeelList.Empty : new FeelList([collected]))];
            }

            if (i == candidates.Length - 1 || BuiltInFunction.Accepts(form, ordered))
            {
                result = BuiltInFunction.Run(frame.Session, source, at, [form], ordered);
                break;
            }
        }

        return result;
    }

    private static object?[] Run(Frame frame, Code[] arguments)
    {
        frame.Session.Spend();
        var values = new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i](frame);
        return values;
    }

    private Compiled Function(FunctionNode node)
    {
        var names = new NamedScope(unit.Scope);
        unit.Scope = names;
        var firstSlot = unit.NextSlot;
        var types = new FeelType?[node.Parameters.Count];
        for (var i = 0; i < types.Length; i++)
        {
            var parameter = node.Parameters[i];
            names.Slots[parameter.Name] = unit.NewSlot();
            types[i] = parameter.Known;
            if (parameter.Type is null) continue;
            types[i] = unit.Types.Resolve(parameter.Type);
            if (types[i] is null) Problem(parameter.Type.At, "feel.type.unknown", parameter.Type.Name);
        }

        var body = Compile(node.Body).Run;
        unit.Scope = names.Outer;
        unit.NextSlot = firstSlot;
        string[] parameterNames = [.. node.Parameters.Select(parameter => parameter.Name)];
        return new(frame => new DefinedFunction(parameterNames, types, node.Result, firstSlot, body, frame), FeelKind.Function);
    }
}
