namespace Satchel.Server.Tests.Vaults;

public sealed class BlobsOnSqliteTests() : BlobsOverHttpTests(onPostgreSql: false);
