using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>A decision service as a function (DMN 1.5 §10.4): input data first, then input decisions.</summary>
internal sealed class ServiceFunction(DecisionRun run, DecisionService service) : FeelFunction
{
    internal override string[] Parameters { get; } = [.. service.Parameters.Select(parameter => parameter.Name)];

    internal override object? Invoke(Session session, Source source, int at, object?[] arguments)
    {
        if (arguments.Length != Parameters.Length)
        {
            return session.Warn(source, at, "feel.function.arity", service.Name, $"{Parameters.Length}", $"{arguments.Length}");
        }

        var fitted = new Dictionary<Element, object?>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = service.Parameters[i];
            var argument = arguments[i];
            if (parameter.Result.Type is { } type && !type.TryConform(argument, false, session, out argument))
            {
                return session.Warn(source, at, "feel.function.argument", service.Name, parameter.Name, type.Name, FeelKinds.Name(FeelKinds.Of(argument)));
            }

            fitted[parameter] = argument;
        }

        return run.Serve(service, parameter => (true, fitted[parameter]));
    }
}
