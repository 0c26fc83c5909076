# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reading corner: window light, armchair, bookshelf, lamp, plant, rug."""
import os
import sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *

opt = options("interior", 1280, 960, 24)
rng = np.random.default_rng(5)
# metres; the room is x -2.6..2.6, y -3..2.6 (the back wall), z 0..2.8; the window is in the left wall

OAK = wood("oak", (.16, .085, .04), (.36, .22, .115), scale=5, axis="X", rough=.4)
OAKZ = wood("oak upright", (.16, .085, .04), (.36, .22, .115), scale=5, axis="Z", rough=.4)
WALNUT = wood("walnut", (.05, .026, .013), (.17, .095, .05), scale=6, axis="Z", rough=.35)
WHITE = noisy("white paint", (.74, .73, .70), (.68, .67, .64), scale=3, rough=.45, bump=.06, bump_scale=40)
t = material("wall")
p = t.coords()
n = t.add("TexNoise", Vector=p, Scale=.8, Detail=7.0)
f = t.add("TexNoise", Vector=p, Scale=45.0, Detail=4.0)
setp(t, Base_Color=t.ramp(n.outputs[0], [(.3, (.36, .43, .40)), (.7, (.42, .485, .45))]), Roughness=.9, Specular=.2, Normal=t.bump(f.outputs[0], .15, .01))
WALL = t.mat
CEIL = noisy("ceiling", (.80, .79, .76), (.77, .76, .73), scale=1, rough=.95, bump=.1)
t = material("floor")
p = t.add("NewGeometry").outputs["Position"]
s = t.add("SeparateXYZ", Vector=p)
b = t.add("TexBrick", Vector=t.add("CombineXYZ", X=s.outputs[1], Y=s.outputs[0]).outputs[0], Color1=(.46, .27, .14), Color2=(.30, .165, .08), Mortar=(.06, .03, .015), Scale=1.0,
          Brick_Width=1.3, Row_Height=.14, Mortar_Size=.003, Bias=-.1)
g = t.add("TexNoise", Vector=t.add("Mapping", Vector=p, Scale=(14, .9, 1)).outputs[0], Scale=2.5, Detail=7.0, Roughness=.65)
col = t.mix(.8, b.outputs[0], t.ramp(g.outputs[0], [(.3, (.55, .52, .5)), (.7, (1.25, 1.22, 1.2))]), "MULTIPLY")
setp(t, Base_Color=col, Roughness=t.math("ADD", t.math("MULTIPLY", g.outputs[0], .2), .22), Specular=.4,
     Normal=t.bump(t.math("SUBTRACT", t.math("MULTIPLY", g.outputs[0], .3), b.outputs["Fac"]), .35, .004))
FLOOR = t.mat

# ---- room shell
box((-2.8, -4.6, -.1), (2.8, 2.8, 0), FLOOR)
box((-2.8, 2.6, 0), (2.8, 2.8, 2.8), WALL)
box((2.6, -4.6, 0), (2.8, 2.6, 2.8), WALL)
box((-2.8, -4.6, 2.8), (2.8, 2.8, 3.0), CEIL)
box((-2.8, -4.8, 0), (2.8, -4.6, 2.8), WALL)
WY0, WY1, WZ0, WZ1 = -.75, 1.35, .55, 2.4
box((-2.85, -4.6, 0), (-2.6, WY0, 2.8), WALL)
box((-2.85, WY1, 0), (-2.6, 2.6, 2.8), WALL)
box((-2.85, WY0, 0), (-2.6, WY1, WZ0), WALL)
box((-2.85, WY0, WZ1), (-2.6, WY1, 2.8), WALL)
for y0, y1, z0, z1 in ((WY0, WY0 + .07, WZ0, WZ1), (WY1 - .07, WY1, WZ0, WZ1), (WY0, WY1, WZ0, WZ0 + .07), (WY0, WY1, WZ1 - .07, WZ1), (.25, .35, WZ0, WZ1)):
    box((-2.78, y0, z0), (-2.70, y1, z1), WHITE, .008)
for z in (1.15, 1.75):
    box((-2.76, WY0, z - .016), (-2.72, WY1, z + .016), WHITE)
for y in (-.23, .84):
    box((-2.76, y - .016, WZ0), (-2.72, y + .016, WZ1), WHITE)
box((-2.80, WY0 - .1, WZ0 - .05), (-2.42, WY1 + .1, WZ0), WHITE, .01)
for a in ((-2.6, WY0 - .11, WZ0, -2.575, WY0, WZ1 + .11), (-2.6, WY1, WZ0, -2.575, WY1 + .11, WZ1 + .11), (-2.6, WY0, WZ1, -2.575, WY1, WZ1 + .11)):
    box(a[:3], a[3:], WHITE, .006)
for lo, hi in (((-2.6, 2.575, 0), (2.6, 2.6, .14)), ((2.575, -4.6, 0), (2.6, 2.6, .14)), ((-2.6, -4.6, 0), (-2.575, 2.6, .14)),
               ((-2.6, 2.55, 2.7), (2.6, 2.6, 2.8)), ((2.55, -4.6, 2.7), (2.6, 2.6, 2.8)), ((-2.6, -4.6, 2.7), (-2.55, 2.6, 2.8))):
    box(lo, hi, WHITE, .008)
# curtains: pleated sheets on a rod
t = material("curtain")
p = t.coords()
wv = t.add("TexNoise", Vector=t.coords((60, 60, 60)), Scale=2.0)
setp(t, Base_Color=(.66, .58, .45), Roughness=.9, Specular=.1, Normal=t.bump(wv.outputs[0], .2, .004))
tr = t.add("BsdfTranslucent", Color=(.66, .54, .38))
mx = t.add("MixShader", Fac=.4)
t.nt.links.new(t.bsdf.outputs[0], mx.inputs[1])
t.nt.links.new(tr.outputs[0], mx.inputs[2])
t.nt.links.new(mx.outputs[0], t.out.inputs[0])
for y0, y1, ph in ((-1.15, -.62, 0), (1.22, 1.78, 2)):
    yy, zz = np.meshgrid(np.linspace(0, 1, 90), np.linspace(0, 1, 30), indexing="ij")
    pl = np.sin(yy * 6.28 * 5.5 + ph + .6 * np.sin(zz * 3)) * (.035 + .03 * (1 - zz)) + .012 * np.sin(yy * 41 + zz * 4)
    gather = .5 + (yy - .5) * (1 - .10 * np.sin(zz * 3.1))
    mesh("curtain", np.stack([-2.47 + pl, y0 + (y1 - y0) * gather, .04 + 2.52 * zz], -1).reshape(-1, 3), grid(90, 30), t.mat, True)
tube([(-2.47, -1.35, 2.6), (-2.47, 1.95, 2.6)], .018, WALNUT, 12)

# ---- bookshelf against the back wall
BX0, BX1, BY, D, H = .35, 2.25, 2.58, .32, 2.2
box((BX0, BY - D, 0), (BX0 + .035, BY, H), OAKZ, .004)
box((BX1 - .035, BY - D, 0), (BX1, BY, H), OAKZ, .004)
box(((BX0 + BX1) / 2 - .015, BY - D + .005, 0), ((BX0 + BX1) / 2 + .015, BY, H), OAKZ, .003)
box((BX0, BY - .015, 0), (BX1, BY, H), OAKZ)
SH = [.08, .52, .93, 1.33, 1.72, H - .03]
for z in SH:
    box((BX0, BY - D, z), (BX1, BY, z + .03), OAK, .004)
box((BX0, BY - D + .02, 0), (BX1, BY - D + .04, .08), OAK)
t = material("book")
col = t.add("ObjectInfo").outputs["Color"]
n = t.add("TexNoise", Vector=t.add("NewGeometry").outputs["Position"], Scale=40.0, Detail=5.0)
z = t.add("SeparateXYZ", Vector=t.coords()).outputs[2]
k = t.math("ABSOLUTE", z)
bands = t.math("MULTIPLY", t.math("GREATER_THAN", k, .075), t.math("LESS_THAN", k, .083))
bands2 = t.math("MULTIPLY", t.math("GREATER_THAN", z, .02), t.math("LESS_THAN", z, .06))
c = t.mix(.35, col, t.ramp(n.outputs[0], [(.3, (.5,) * 3), (.7, (1.3,) * 3)]), "MULTIPLY")
c = t.mix(t.math("MULTIPLY", t.math("MAXIMUM", bands, t.math("MULTIPLY", bands2, .5)), .8), c, (.55, .42, .20))
setp(t, Base_Color=c, Roughness=.6, Specular=.3)
BOOK = t.mat
PAPER = noisy("paper", (.68, .62, .50), (.55, .49, .38), scale=60, stretch=(20, 1, 1), rough=.9, bump=0)
PAL = [(.30, .045, .035), (.045, .075, .15), (.05, .11, .07), (.36, .25, .10), (.13, .07, .04), (.48, .43, .34), (.10, .16, .19), (.40, .15, .06), (.03, .03, .035), (.26, .09, .12), (.55, .50, .42)]


def book(x, y, z, w, d, h, rot=0.0, flat=False):
    o = box((-w / 2, -d / 2, -h / 2), (w / 2, d / 2, h / 2), BOOK, .004)
    pg = box((-w / 2 + .004, -d / 2 + .006, -h / 2 + .006), (w / 2 - .004, d / 2 + .001, h / 2 + .0015), PAPER)
    c = PAL[rng.integers(len(PAL))]
    k_ = rng.uniform(.75, 1.3)
    for q in (o, pg):
        q.color = tuple(v * k_ for v in c) + (1,)
        q.rotation_euler = (0, math.pi / 2, rng.normal(0, .12)) if flat else (0, rot, 0)
        q.location = (x, y, z)


for si, z in enumerate(SH[:-1]):
    room = SH[si + 1] - z - .03
    for c0, c1 in ((BX0 + .04, (BX0 + BX1) / 2 - .02), ((BX0 + BX1) / 2 + .02, BX1 - .04)):
        x = c0 + .004
        fill = c1 - (rng.uniform(.08, .35) if rng.random() < .6 else .0)
        hm = room * rng.uniform(.70, .86)
        while True:
            w = float(rng.choice([.018, .024, .03, .036, .044, .052]) * rng.uniform(.85, 1.15))
            if x + w > fill:
                break
            h = min(room - .015, hm * rng.uniform(.82, 1.12))
            d = rng.uniform(.16, .23)
            book(x + w / 2, BY - D + .03 + d / 2 + rng.uniform(0, .03), z + .03 + h / 2, w, d, h)
            x += w + .001
        gap = c1 - x
        if gap > .2 and rng.random() < .8:
            zz = z + .03
            for q in range(rng.integers(2, 5)):
                w = rng.uniform(.022, .045)
                if zz + w > z + room:
                    break
                book(x + gap / 2, BY - D + .15, zz + w / 2, w, .16, min(gap * .85, .24), flat=True)
                zz += w
        elif gap > .07:
            h = min(room - .03, hm)
            a = min(.3, gap / h * .6)
            book(x + h / 2 * math.sin(a) + .02, BY - D + .14, z + .03 + h / 2 * math.cos(a) + .008, .028, .19, h, -a)
# things on top
VASE = noisy("vase", (.14, .24, .26), (.08, .15, .17), scale=5, rough=.25, bump=.05)
lathe([(0, 0), (.06, 0), (.11, .09), (.10, .18), (.045, .26), (.05, .30), (.04, .30), (.035, .26), (0, .2)], VASE, 48, (.72, BY - .17, H), 1)
BRASS = noisy("brass", (.60, .42, .18), (.45, .30, .12), rough=.28, metal=1.0, bump=0)
lathe([(0, 0), (.07, 0), (.07, .02), (.015, .04), (.015, .10), (0, .10)], WALNUT, 32, (1.9, BY - .17, H))
GLOBE = noisy("globe", (.10, .20, .26), (.46, .38, .20), scale=6, contrast=.05, rough=.3, bump=0)
bpy.ops.mesh.primitive_uv_sphere_add(radius=.13, location=(1.9, BY - .17, H + .24), segments=48, ring_count=24)
bpy.context.object.data.materials.append(GLOBE)
bpy.ops.object.shade_smooth()
a = np.linspace(-1.4, 1.7, 20)
tube(np.stack([1.9 + .15 * np.cos(a), 0 * a + BY - .17, H + .24 + .15 * np.sin(a)], -1), .008, BRASS, 8)


# ---- armchair: cushions as subdivided boxes
def cushion(c, size, mat, puff=.12, rot=(0, 0, 0), n=9, seed=0):
    """Soft box: a cube's grid pushed towards a superellipsoid, with dents."""
    bpy.ops.mesh.primitive_cube_add(size=2)
    o = bpy.context.object
    m = o.modifiers.new("s", "SUBSURF")
    m.subdivision_type = "SIMPLE"
    m.levels = 5
    bpy.ops.object.modifier_apply(modifier="s")
    v = np.empty(len(o.data.vertices) * 3)
    o.data.vertices.foreach_get("co", v)
    v = v.reshape(-1, 3)
    half = np.array(size) / 2
    r = min(half) * .85
    q = v * half
    core = np.clip(q, -(half - r), half - r)
    d = q - core
    L = np.linalg.norm(d, axis=1, keepdims=True) + 1e-9
    q = core + d / L * r
    u = v
    k = np.argsort(half)
    thin, a_, b_ = k[0], k[1], k[2]
    bulge = (1 - u[:, a_] ** 2) * (1 - u[:, b_] ** 2)
    q[:, thin] += np.sign(u[:, thin]) * bulge * puff * half[thin]
    w = fbm(q[:, a_] * 7 + seed, q[:, b_] * 7 + 3.1 * seed, 4, seed=seed) * .008
    q[:, thin] += w * (np.abs(u[:, thin]) > .9)
    o.data.vertices.foreach_set("co", q.ravel())
    o.data.polygons.foreach_set("use_smooth", [True] * len(o.data.polygons))
    o.data.materials.append(mat)
    o.location, o.rotation_euler = c, rot
    return o


def fabric(name, c1, c2, scale=230):
    t = material(name)
    p = t.coords()
    n = t.add("TexNoise", Vector=p, Scale=4.0, Detail=8.0, Roughness=.65)
    f = t.add("TexVoronoi", Vector=p, Scale=float(scale))
    setp(t, Base_Color=t.mix(t.ramp(n.outputs[0], [(.35, (0, 0, 0)), (.65, (1, 1, 1))]), c1, c2), Roughness=.95, Specular=.15, Sheen=.5,
         Normal=t.bump(f.outputs["Distance"], .35, .003))
    return t.mat


RUST = fabric("rust", (.42, .135, .05), (.31, .09, .035))
CREAM = fabric("cream", (.62, .56, .45), (.52, .46, .36))
before = set(bpy.data.objects)
cushion((0, .02, .40), (.60, .62, .20), RUST, .22, seed=1)
cushion((0, .32, .74), (.60, .20, .68), RUST, .25, (-.20, 0, 0), seed=2)
for s_ in (-1, 1):
    cushion((s_ * .37, .03, .50), (.15, .72, .26), RUST, .1, seed=3 + s_)
    cushion((s_ * .31, .25, .84), (.10, .20, .40), RUST, .1, (-.18, 0, -s_ * .15), seed=6 + s_)
cushion((0, .04, .27), (.74, .66, .13), RUST, .0, seed=8)
for x in (-.30, .30):
    for y, ln in ((-.26, 0), (.30, .08)):
        tube([(x, y, .24), (x * 1.1, y + ln + (-.04 if y < 0 else .03), 0)], [.026, .014], WALNUT, 12)
cushion((.04, .12, .66), (.42, .13, .40), CREAM, .5, (-.35, .12, .1), seed=12)
# a throw over one arm
yy, zz = np.meshgrid(np.linspace(-.25, .22, 40), np.linspace(0, 1, 40), indexing="ij")
ang = (zz - .5) * 2
xx = -.37 - .095 * np.sin(np.clip(ang, -.5, .5) * math.pi)
zt = np.where(np.abs(ang) < .5, .655 - (.02 + .0 * ang) + .02 * np.cos(ang * math.pi), .635 - (np.abs(ang) - .5) * .62)
fold = .012 * np.sin(yy * 42 + 2 * ang)
mesh("throw", np.stack([xx + fold * np.sign(-ang), yy + .012 * np.sin(ang * 5), zt + .012 + np.where(np.abs(ang) < .5, fold * .6, 0)], -1).reshape(-1, 3), grid(40, 40),
     fabric("throw", (.12, .17, .22), (.20, .25, .29)), True)
chair = bpy.data.objects.new("chair", None)
bpy.context.scene.collection.objects.link(chair)
for o in set(bpy.data.objects) - before - {chair}:
    o.parent = chair
chair.location, chair.rotation_euler, chair.scale = (-.65, .95, 0), (0, 0, .62 - 1.05), (1.12,) * 3

# ---- side table with lamp light, cup and book
TX, TY = .42, 1.35
lathe([(0, .50), (.25, .50), (.26, .515), (.25, .53), (0, .53)], WALNUT, 64, (TX, TY, 0))
for a in (.4, 2.5, 4.6):
    tube([(TX + .10 * math.cos(a), TY + .10 * math.sin(a), .5), (TX + .22 * math.cos(a), TY + .22 * math.sin(a), 0)], [.018, .012], WALNUT, 10)
CUP = noisy("cup", (.72, .70, .66), (.66, .64, .60), rough=.2, bump=0)
lathe([(0, .53), (.07, .535), (.085, .55), (.08, .552), (.06, .542), (0, .54)], CUP, 40, (TX - .08, TY - .10, .002))
lathe([(0, .545), (.03, .545), (.042, .57), (.045, .62), (.042, .62), (.038, .575), (0, .56)], CUP, 40, (TX - .08, TY - .10, .002))
lathe([(0, .605), (.041, .605)], noisy("tea", (.12, .045, .012), bump=0, rough=.05), 40, (TX - .08, TY - .10, 0))
a = np.linspace(-1.5, 1.5, 12)
tube(np.stack([TX - .08 + .042 + .022 * np.cos(a), 0 * a + TY - .10, .585 + .022 * np.sin(a)], -1), .005, CUP, 8)
book(TX + .10, TY - .02, .55, .03, .15, .21, flat=True)
# floor lamp
LX, LY = .12, 2.05
lathe([(0, 0), (.15, 0), (.15, .02), (.02, .035), (.013, .05), (.013, 1.5), (0, 1.5)], BRASS, 40, (LX, LY, 0))
t = material("shade")
n = t.add("TexNoise", Vector=t.coords((40, 40, 4)), Scale=3.0)
setp(t, Base_Color=(.75, .66, .50), Roughness=.9, Emission=(1, .66, .32), Emission_Strength=1.0, Normal=t.bump(n.outputs[0], .2, .004))
SHADE = t.mat
lathe([(.23, 1.40), (.15, 1.72), (.147, 1.72), (.227, 1.40)], SHADE, 64, (LX, LY, 0))
li = bpy.data.lights.new("bulb", "POINT")
li.energy, li.color, li.shadow_soft_size = 16, (1, .70, .40), .05
o = bpy.data.objects.new("bulb", li)
o.location = (LX, LY, 1.53)
bpy.context.scene.collection.objects.link(o)

# ---- rug
t = material("rug")
p = t.coords()
s = t.add("SeparateXYZ", Vector=p)
wob = t.add("TexNoise", Vector=p, Scale=30.0)
ax = t.math("ADD", t.math("ABSOLUTE", s.outputs[0]), t.math("MULTIPLY", wob.outputs[0], .012))
ay = t.math("ADD", t.math("ABSOLUTE", s.outputs[1]), t.math("MULTIPLY", wob.outputs[0], .012))
edge = t.math("MAXIMUM", t.math("SUBTRACT", ax, .60), t.math("SUBTRACT", ay, .20))
band = t.ramp(edge, [(.10, (.36, .07, .045)), (.105, (.60, .50, .34)), (.13, (.05, .09, .15)), (.30, (.06, .10, .165)), (.305, (.60, .50, .34)), (.335, (.33, .06, .04))])
band.node.color_ramp.interpolation = "CONSTANT"
tri = t.math("PINGPONG", t.math("ADD", s.outputs[0], s.outputs[1]), .09)
tri2 = t.math("PINGPONG", t.math("SUBTRACT", s.outputs[0], s.outputs[1]), .09)
mot = t.math("MULTIPLY", t.math("GREATER_THAN", tri, .058), t.math("GREATER_THAN", tri2, .058))
mot2 = t.math("MULTIPLY", t.math("LESS_THAN", tri, .016), t.math("LESS_THAN", tri2, .016))
dia = t.math("ADD", t.math("DIVIDE", ax, .52), t.math("DIVIDE", ay, .26))
med = t.ramp(t.math("DIVIDE", dia, 2.0), [(.12, (.58, .47, .30)), (.20, (.05, .09, .15)), (.36, (.58, .48, .32)), (.40, (.40, .08, .05)), (.55, (.36, .07, .045))])
med.node.color_ramp.interpolation = "CONSTANT"
inner = t.math("LESS_THAN", edge, .10)
c = t.mix(t.math("MULTIPLY", inner, t.math("LESS_THAN", dia, 1.1)), band, med)
c = t.mix(t.math("MULTIPLY", mot, .9), c, (.55, .43, .26))
c = t.mix(t.math("MULTIPLY", mot2, .8), c, (.06, .10, .16))
f = t.add("TexNoise", Vector=p, Scale=160.0, Detail=3.0)
wear = t.add("TexNoise", Vector=p, Scale=2.2, Detail=6.0)
c = t.mix(.55, c, t.ramp(t.mix(.5, f.outputs[0], wear.outputs[0]), [(.3, (.55,) * 3), (.7, (1.35,) * 3)]), "MULTIPLY")
setp(t, Base_Color=c, Roughness=1.0, Specular=.05, Sheen=.4, Normal=t.bump(f.outputs[0], .8, .008))
nx, ny = 90, 64
X, Y = np.meshgrid(np.linspace(-1.15, 1.15, nx), np.linspace(-.76, .76, ny), indexing="ij")
Z = .012 + .004 * fbm(X * 3, Y * 3, 3) + .02 * np.exp(-((X + .9 + .4 * Y) / .10) ** 2) * (Y < .1)
rug = mesh("rug", np.stack([X, Y, Z], -1).reshape(-1, 3), grid(nx, ny), t.mat, True)
rug.location, rug.rotation_euler = (-.05, .05, .004), (0, 0, .10)
FR = noisy("fringe", (.60, .52, .38), bump=0)
V = []
for s_ in (-1, 1):
    for y in np.linspace(-.755, .755, 240):
        V.append([(s_ * 1.15, y, .012), (s_ * (1.19 + rng.uniform(0, .01)), y + rng.normal(0, .004), .012), (s_ * (1.215 + rng.uniform(-.008, .01)), y + rng.normal(0, .007), .006)])
fr = merge([tube(v, .0022, FR, 4) for v in V], "fringe")
fr.location, fr.rotation_euler = rug.location, rug.rotation_euler

# ---- plant by the window: long arching leaves with a midrib
LEAF = material("leaf")
t = LEAF
uvn = t.add("TexCoord").outputs["UV"]
s = t.add("SeparateXYZ", Vector=uvn)
rib = t.math("ABSOLUTE", t.math("SUBTRACT", s.outputs[0], .5))
vein = t.math("PINGPONG", t.math("ADD", t.math("MULTIPLY", s.outputs[1], 1.0), t.math("MULTIPLY", rib, -.35)), .045)
oi = t.add("TexNoise", Vector=t.add("NewGeometry").outputs["Position"], Scale=3.0)
c = t.mix(oi.outputs[0], (.025, .085, .022), (.07, .16, .03))
c = t.mix(t.ramp(vein, [(.03, (0, 0, 0)), (.045, (.35,) * 3)]), c, (.16, .26, .08))
c = t.mix(t.ramp(rib, [(.012, (1, 1, 1)), (.035, (0, 0, 0))]), c, (.24, .33, .12))
setp(t, Base_Color=c, Roughness=.35, Specular=.5, Normal=t.bump(vein, .3, .02))
PX, PY = -1.95, 1.95
POT = noisy("pot", (.52, .50, .46), (.40, .385, .355), scale=6, rough=.7, bump=.25)
lathe([(0, 0), (.15, 0), (.19, .34), (.20, .38), (.185, .38), (.175, .33), (0, .33)], POT, 48, (PX, PY, 0), 1)
lathe([(0, .335), (.178, .335)], noisy("soil", (.05, .032, .02), scale=20, bump=.8), 32, (PX, PY, 0))
STEM = noisy("stem", (.07, .14, .035), (.10, .12, .045), bump=0)
for i in range(26):
    a = i * 2.4 + rng.normal(0, .2)
    el = rng.uniform(.55, 1.35)
    if math.cos(a) < -.3:
        el = max(el, 1.1)
    sl = rng.uniform(.35, .95)
    d = np.array([math.cos(a) * math.cos(el), math.sin(a) * math.cos(el), math.sin(el)])
    u = np.linspace(0, 1, 8)[:, None]
    st = np.array([PX, PY, .33]) + d * sl * u + np.array([0, 0, -.10]) * u ** 2
    tube(st, .006, STEM, 6)
    tip = st[-1]
    L, Wd = rng.uniform(.24, .42), rng.uniform(.10, .16)
    h = np.array([math.cos(a), math.sin(a), 0])
    sd = np.array([-h[1], h[0], 0])
    n1, n2 = 16, 9
    V = np.zeros((n1, n2, 3))
    UV = np.zeros((n1, n2, 2))
    b0, b1 = rng.uniform(.1, .5), rng.uniform(1.2, 2.0)
    pos = tip.copy()
    for q in range(n1):
        f_ = q / (n1 - 1)
        an = b0 - b1 * f_
        w = Wd * math.sin(math.pi * min(1, f_ * .96 + .03) ** .75) ** .85
        for r_ in range(n2):
            e = (r_ / (n2 - 1) - .5) * 2
            V[q, r_] = pos + sd * e * w * .55 + np.array([0, 0, abs(e) * w * .22 + .008 * math.sin(f_ * 18) * abs(e)])
            UV[q, r_] = (r_ / (n2 - 1), f_)
        pos = pos + (h * math.cos(an) + np.array([0, 0, math.sin(an)])) * L / n1
    o = mesh("leaf", V.reshape(-1, 3), grid(n1, n2), LEAF.mat, True)
    uvl = o.data.uv_layers.new()
    li_ = np.empty(len(o.data.loops), np.int32)
    o.data.loops.foreach_get("vertex_index", li_)
    uvl.data.foreach_set("uv", UV.reshape(-1, 2)[li_].ravel())

# ---- pictures on the back wall: painted by a small landscape of noise
t = material("picture")
s = t.add("SeparateXYZ", Vector=t.add("TexCoord").outputs["Generated"])
n = t.add("TexNoise", Vector=t.add("CombineXYZ", X=t.math("MULTIPLY", s.outputs[0], 2.4), Y=0.3).outputs[0], Scale=1.6, Detail=5.0)
hh = t.math("SUBTRACT", s.outputs[2], t.math("MULTIPLY", t.math("SUBTRACT", n.outputs[0], .5), .7))
br = t.add("TexNoise", Vector=t.coords((18, 1, 50)), Scale=1.4, Detail=4.0)
hh = t.math("ADD", hh, t.math("MULTIPLY", t.math("SUBTRACT", br.outputs[0], .5), .05))
setp(t, Base_Color=t.ramp(hh, [(.14, (.16, .17, .06)), (.30, (.36, .33, .12)), (.42, (.10, .20, .22)), (.52, (.20, .28, .34)), (.58, (.70, .55, .36)), (.85, (.32, .44, .56))]), Roughness=.5,
     Normal=t.bump(br.outputs[0], .4, .01))
PIC = t.mat


def picture(x, z, w, h, frame):
    y = 2.598
    box((x - w / 2, y - .012, z - h / 2), (x + w / 2, y - .01, z + h / 2), PIC)
    for q in ((x - w / 2 - .04, z - h / 2 - .04, x - w / 2, z + h / 2 + .04), (x + w / 2, z - h / 2 - .04, x + w / 2 + .04, z + h / 2 + .04),
              (x - w / 2, z + h / 2, x + w / 2, z + h / 2 + .04), (x - w / 2, z - h / 2 - .04, x + w / 2, z - h / 2)):
        box((q[0], y - .03, q[1]), (q[2], y, q[3]), frame, .005)


picture(-.80, 1.72, .72, .48, WALNUT)
picture(-1.52, 1.66, .34, .44, BRASS)

# ---- a stack of books on the floor
zz = 0.0
for i in range(5):
    w = rng.uniform(.03, .05)
    book(1.0, 1.85, zz + w / 2, w, .19, .27, flat=True)
    zz += w

# ---- light: afternoon sun through the window, sky as portal, a little fill from behind the camera
bg = bpy.context.scene.world.node_tree.nodes["Background"]
bg.inputs[0].default_value, bg.inputs[1].default_value = (.65, .8, 1, 1), .35
t = material("garden")
p = t.add("NewGeometry").outputs["Position"]
s = t.add("SeparateXYZ", Vector=p)
n = t.add("TexNoise", Vector=p, Scale=.9, Detail=8.0, Roughness=.65)
h = t.math("ADD", t.math("DIVIDE", s.outputs[2], 6.0), t.math("MULTIPLY", t.math("SUBTRACT", n.outputs[0], .5), .9))
em = t.add("Emission", Color=t.ramp(h, [(.05, (.10, .16, .04)), (.25, (.30, .40, .14)), (.45, (.55, .62, .32)), (.60, (.86, .92, .98))]), Strength=1.9)
t.nt.links.new(em.outputs[0], t.out.inputs[0])
g = mesh("garden", [(-9, -14, -3), (-9, 20, -3), (-9, 20, 12), (-9, -14, 12)], [(0, 1, 2, 3)], t.mat)
for k in ("diffuse", "glossy", "shadow", "transmission"):
    setattr(g, "visible_" + k, False)
t.mat.cycles.sample_as_light = SHADE.cycles.sample_as_light = False
bpy.context.scene.world.cycles.sampling_method = "NONE"
sun(30, -64, 9.0, (1, .82, .60), .7)
li = area((-2.95, .3, 1.5), (0, .3, 1.3), 1.8, 95, (.85, .92, 1), 2.0)
li.data.size, li.data.size_y = 1.8, 2.0
li.visible_camera = False
area((.8, -4.0, 2.6), (0, 1.0, .8), 2.5, 34, (1, .95, .88))
camera((.95, -3.45, 1.38), (-.16, 1.3, .93), lens=31)
bpy.context.scene.cycles.max_bounces = 5
render(opt, 1.0, 6, exposure=.5)
