namespace Tessera.Hsm.Vault;

internal sealed class StoreWork<T>(Func<StoreConnection, T> work) : IStoreWork
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;
    private Exception? _error;

    public Task<T> Result => _result.Task;

    public void Run(StoreConnection connection) => _value = work(connection);

    public void Fail(Exception error) => _error = error;

    public void Release()
    {
        if (_error is { } error)
        {
            _result.SetException(error);
        }
        else
        {
            _result.SetResult(_value!);
        }
    }
}
