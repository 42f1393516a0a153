namespace Tessera.Hsm.Vault;

/// <summary>One writer's part of a transaction that others share.</summary>
internal interface IStoreWork
{
    /// <summary>May be called again after a roll-back.</summary>
    void Run(StoreConnection connection);

    void Fail(Exception error);

    /// <summary>The transaction is durable, or it failed: tells the writer.</summary>
    void Release();
}
