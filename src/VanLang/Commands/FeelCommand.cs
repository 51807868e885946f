using System.CommandLine;
using System.Text.Json;
using VanLang.Kernel.Calendar;
using VanLang.Rules.Contracts;

namespace VanLang.Commands;

/// <summary><c>vanlang feel EXPR --context FILE</c>: evaluates an expression. The value goes to the standard output, what is wrong to the error output.</summary>
static class FeelCommand
{
    public static Command Create()
    {
        Argument<string> expression = new("EXPR") { Description = "Biểu thức FEEL / FEEL expression" };
        Option<FileInfo?> context = new("--context") { Description = "Tệp JSON, các biến theo tên / JSON file, variables by name" };
        Command command = new("feel", "Tính một biểu thức FEEL / evaluate a FEEL expression") { expression, context };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetRequiredValue(expression), parsed.GetValue(context), cancellationToken));
        return command;
    }

    static async Task<int> Run(string text, FileInfo? context, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> variables = [];
        try
        {
            if (context is not null)
            {
                using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(context.FullName, cancellationToken));
                variables = json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value.Clone());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"{context!.Name}: {exception.Message}");
            return 1;
        }

        FeelCompilation compilation = FeelExpression.Compile(text, variables.Keys);
        if (compilation.Expression is not { } expression)
        {
            foreach (FeelProblem problem in compilation.Problems)
                await Console.Error.WriteLineAsync(Line(problem));
            return 1;
        }

        FeelResult result = expression.Evaluate(new(variables, VietnamTime.ToLocal(TimeProvider.System.GetUtcNow())));
        Console.WriteLine(result.Text);
        foreach (FeelProblem warning in result.Warnings)
            await Console.Error.WriteLineAsync(Line(warning));
        return 0;
    }

    static string Line(FeelProblem problem) => $"{problem.Line}:{problem.Column} {problem.Code} {problem.MessageIn(new("vi"))} / {problem.Message}";
}
