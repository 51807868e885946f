using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Identity.Keys;
using VanLang.Kernel.Data;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class KeyTests
{
    [Fact]
    public async Task Keys_are_in_the_database_wrapped_and_shared_by_the_next_start()
    {
        await using House house = await House.Build();
        string secret = house.Get<IDataProtectionProvider>().CreateProtector("trial").Protect("xin chào");
        string xml = (await house.Query(db => db.Set<DataProtectionKey>(), keys => keys.SingleAsync(House.Token))).Xml;
        xml.ShouldContain("AES-256-GCM");
        xml.ShouldNotContain("<masterKey");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(house.Data.Keys, "data-protection.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        House next = await House.Build(house.Data);
        next.Get<IDataProtectionProvider>().CreateProtector("trial").Unprotect(secret).ShouldBe("xin chào");

        File.Delete(Path.Combine(house.Data.Keys, "data-protection.key"));
        House thief = await House.Build(house.Data);
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => thief.Get<IDataProtectionProvider>().CreateProtector("trial").Unprotect(secret));
    }

    [Fact]
    public void Two_that_make_the_key_at_once_get_the_same_one()
    {
        DataFolder data = new(System.IO.Directory.CreateTempSubdirectory("vanlang-").FullName);
        string[] keys = new string[16];
        Parallel.For(0, keys.Length, i => keys[i] = Convert.ToHexString(new KeyFile(data).DataProtection()));
        keys.Distinct().Count().ShouldBe(1);
        System.IO.Directory.GetFiles(data.Keys).Length.ShouldBe(1);
        System.IO.Directory.Delete(data.Path, recursive: true);
    }
}
