using System.Runtime.CompilerServices;

namespace Tessera.Server.Switch;

/// <summary>One request in flight: its bytes, and the wait for its answer.</summary>
internal sealed class PendingAnswer
{
    private readonly InFlight owner;
    private readonly Action finish;
    private byte[] bytes = new byte[512];
    private int length;
    private ValueTaskAwaiter<byte[]> answer;

    public PendingAnswer(InFlight owner)
    {
        this.owner = owner;
        finish = Finish;
    }

    public ReadOnlyMemory<byte> Message => bytes.AsMemory(0, length);

    public void Take(ReadOnlySpan<byte> message)
    {
        if (bytes.Length < message.Length)
            bytes = new byte[message.Length];
        message.CopyTo(bytes);
        length = message.Length;
    }

    /// <summary>An answer that is ready at once is taken here, any other by whoever completes it.</summary>
    public void Await(ValueTask<byte[]> pending)
    {
        ValueTaskAwaiter<byte[]> awaiter = pending.GetAwaiter();
        answer = awaiter;
        if (awaiter.IsCompleted)
            Finish();
        else
            awaiter.UnsafeOnCompleted(finish);
    }

    private void Finish()
    {
        byte[]? result;
        try
        {
            result = answer.GetResult();
        }
        catch (Exception)
        {
            // A fault of the handler: the owner hears that there is no answer.
            result = null;
        }

        answer = default;
        owner.Finish(this, result);
    }
}
