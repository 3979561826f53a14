using Satchel.Storage;
using Satchel.Storage.Memory;

namespace Satchel.Tests.Storage;

public sealed class MemoryBlobStoreTests : BlobStoreConformance
{
    protected override IBlobStore NewStore() => new MemoryBlobStore(TimeProvider.System);
}
