namespace Satchel.Server.Tests.Background;

public sealed class BackgroundWorkOnPostgreSqlTests() : BackgroundWorkTests(onPostgreSql: true);
