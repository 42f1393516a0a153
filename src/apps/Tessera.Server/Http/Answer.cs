namespace Tessera.Server.Http;

/// <summary>What a handler answers: a body, or a problem. Handlers know nothing of Kestrel.</summary>
public sealed record Answer<T>
    where T : class
{
    private Answer(T? body, Problem? problem, bool isRepeat)
    {
        Body = body;
        Problem = problem;
        IsRepeat = isRepeat;
    }

    public T? Body { get; }

    public Problem? Problem { get; }

    /// <summary>The stored answer of an earlier delivery of the same command.</summary>
    public bool IsRepeat { get; init; }

    public static implicit operator Answer<T>(T body) => new(body, null, false);

    public static implicit operator Answer<T>(Problem problem) => new(null, problem, false);

    public static implicit operator Answer<T>(ProblemKind kind) => new(null, new Problem(kind), false);
}
