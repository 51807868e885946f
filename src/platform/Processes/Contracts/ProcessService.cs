using VanLang.Kernel.Record;

namespace VanLang.Processes.Contracts;

/// <summary>
/// What a room does for processes (<c>vl:service</c>). It is asked outside any transaction, again and again at growing intervals until it answers; after the last try the
/// process stands at an incident.
/// </summary>
public abstract class ProcessService
{
    /// <summary>Name that processes know it by; a process that names another is refused.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Does it, and does it once for one <see cref="ServiceRequest.Key"/>: it may be asked again where an earlier answer got lost. An exception is a broken machine; an error of the
    /// business, which the process may catch, is <see cref="ServiceAnswer.Error"/>.
    /// </summary>
    public abstract Task<ServiceAnswer> Do(ServiceRequest request, CancellationToken cancellationToken);
}

/// <summary>What a process asks of a service.</summary>
/// <param name="Key">Idempotency key: the same for every try of one request.</param>
/// <param name="Subject">What the process is about.</param>
/// <param name="Step">Name of the step as drawn, Vietnamese.</param>
/// <param name="Variables">What the step hands over.</param>
public sealed record ServiceRequest(string Key, Subject Subject, string Step, IReadOnlyDictionary<string, object?> Variables);

/// <summary>What a service answers.</summary>
public sealed record ServiceAnswer
{
    /// <summary>Values by name.</summary>
    public IReadOnlyDictionary<string, object?> Variables { get; init; } = new Dictionary<string, object?>();

    /// <summary>The one value, for the result variable.</summary>
    public object? Value { get; init; }

    /// <summary>Code of an error of the business; null where it was done.</summary>
    public string? Error { get; init; }
}
