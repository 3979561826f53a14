namespace Satchel.Server.Tests.Vaults;

public sealed class BlobsOnPostgreSqlTests() : BlobsOverHttpTests(onPostgreSql: true);
