using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace VanLang.Kernel.Data;

/// <summary>A model belongs to the rooms and the store it was made of; the framework would know it by the type of the context alone.</summary>
sealed class RoomsModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime)
    {
        VanLangDbContext db = (VanLangDbContext)context;
        return (db.RoomNames, db.Store.GetType(), designTime);
    }
}
