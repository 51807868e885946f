using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;

namespace VanLang.Identity.Keys;

/// <summary>
/// The data-protection ring in the database. It has a context of its own and no operation: the framework asks synchronously, may do so from
/// inside an operation, and waiting there for the one writer would never end.
/// </summary>
sealed class DataProtectionKeyStore(IDbContextFactory<VanLangDbContext> contexts) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using VanLangDbContext db = contexts.CreateDbContext();
        return [.. db.Set<DataProtectionKey>().AsNoTracking().OrderBy(key => key.Id).AsEnumerable().Select(key => XElement.Parse(key.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using VanLangDbContext db = contexts.CreateDbContext();
        db.Add(new DataProtectionKey { Id = Guid.CreateVersion7(), Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
