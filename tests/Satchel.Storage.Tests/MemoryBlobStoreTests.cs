using Satchel.Storage.Memory;

namespace Satchel.Storage.Tests;

public sealed class MemoryBlobStoreTests : BlobStoreConformance
{
    protected override IBlobStore NewStore() => new MemoryBlobStore(TimeProvider.System);
}
